"""The settings of a working folder: reconcile.toml."""

from reconcile.config.load import SETTINGS, load_config, parse_config, setting_lines
from reconcile.config.settings import (
    ChainSettings,
    Config,
    DocumentKind,
    Documents,
    DocumentSettings,
    FileHints,
    Issuer,
    IssuingSettings,
    Proposals,
    RunSettings,
    Share,
    Signer,
    Thresholds,
    ToneMarks,
    UnitSettings,
    UpperSettings,
)

__all__ = [
    "SETTINGS",
    "ChainSettings",
    "Config",
    "DocumentKind",
    "DocumentSettings",
    "Documents",
    "FileHints",
    "Issuer",
    "IssuingSettings",
    "Proposals",
    "RunSettings",
    "Share",
    "Signer",
    "Thresholds",
    "ToneMarks",
    "UnitSettings",
    "UpperSettings",
    "load_config",
    "parse_config",
    "setting_lines",
]
