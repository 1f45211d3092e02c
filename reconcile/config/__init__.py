"""The settings of a working folder: reconcile.toml."""

from reconcile.config.load import SETTINGS, load_config, parse_config, setting_lines
from reconcile.config.settings import (
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
    TrackingSettings,
    UnitSettings,
    UpperSettings,
)

__all__ = [
    "SETTINGS",
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
    "TrackingSettings",
    "UnitSettings",
    "UpperSettings",
    "load_config",
    "parse_config",
    "setting_lines",
]
