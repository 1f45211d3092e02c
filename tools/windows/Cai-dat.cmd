@echo off
rem Installs reconcile beside this file, from the wheels of this kit: no network is used.
setlocal
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
where py >nul 2>nul
if errorlevel 1 goto nopython
py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))"
if errorlevel 1 goto nopython
py -3 -m venv "%VENV%"
if errorlevel 1 goto failed
"%VENV%\Scripts\python.exe" -m pip install --no-index --find-links "%HERE%wheels" reconcile
if errorlevel 1 goto failed
echo Da cai dat. Bam dup Mo-reconcile.cmd de lam viec.
exit /b

:nopython
echo Can Python 3.11 den 3.14 ban 64 bit. Xem DOC-TRUOC.txt.
pause
exit /b 1

:failed
echo Chua cai dat duoc. Giai nen lai bo cai vao mot thu muc ma ban co quyen ghi.
pause
exit /b 1
