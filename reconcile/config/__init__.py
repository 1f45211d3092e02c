"""The settings of a working folder: reconcile.toml."""

from reconcile.config.hints import FileHints, TableHints
from reconcile.config.load import SETTINGS, load_config, parse_config, setting_lines
from reconcile.config.plan_block import PlanBlock
from reconcile.config.settings import (
    ClusterSettings,
    Config,
    DocumentKind,
    Documents,
    Issuer,
    IssuingSettings,
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
    "TableHints",
    "Thresholds",
    "UnitSettings",
    "UpperPlanSettings",
    "UpperSettings",
    "load_config",
    "parse_config",
    "setting_lines",
]
