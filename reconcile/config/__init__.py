"""The settings of a working folder: reconcile.toml."""

from reconcile.config.load import SETTINGS, load_config, parse_config, setting_lines
from reconcile.config.settings import (
    ClusterSettings,
    Config,
    DocumentKind,
    Documents,
    FileHints,
    Issuer,
    IssuingSettings,
    PlanBlock,
    Proposals,
    Signer,
    Thresholds,
    UnitSettings,
    UpperPlanSettings,
    UpperSettings,
)

__all__ = [
    "SETTINGS",
    "ClusterSettings",
    "Config",
    "DocumentKind",
    "Documents",
    "FileHints",
    "Issuer",
    "IssuingSettings",
    "PlanBlock",
    "Proposals",
    "Signer",
    "Thresholds",
    "UnitSettings",
    "UpperPlanSettings",
    "UpperSettings",
    "load_config",
    "parse_config",
    "setting_lines",
]
