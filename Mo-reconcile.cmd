@echo off
rem Opens the local page of reconcile by double click. Keep this window open while working.
rem The working folder is "cong-viec" beside this file; it is made when it is missing.
setlocal
chcp 65001 >nul
set "PYTHONUTF8=1"
set "HERE=%~dp0"
set "PY=%HERE%.venv\Scripts\python.exe"
if not exist "%PY%" if exist "%HERE%Cai-dat.cmd" call "%HERE%Cai-dat.cmd"
if not exist "%PY%" goto missing
set "WORK=%HERE%cong-viec"
if not exist "%WORK%\" mkdir "%WORK%"
"%PY%" -m reconcile serve "%WORK%"
if errorlevel 1 pause
exit /b

:missing
echo Chua cai dat: khong thay .venv\Scripts\python.exe ben canh tep nay.
echo Cai dat theo docs\huong-dan.md, muc 1, hoac chay Cai-dat.cmd trong bo cai.
pause
exit /b 1
