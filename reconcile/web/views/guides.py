"""Trợ giúp: the guide, and what each finding means."""

from flask import Blueprint, abort

from reconcile.web.guide import GUIDES, guide
from reconcile.web.site import show

views = Blueprint("help", __name__)


@views.get("/tro-giup", defaults={"name": "huong-dan"})
@views.get("/tro-giup/<name>")
def page(name: str) -> str:
    """Show a guide."""
    if name not in GUIDES:
        abort(404)
    return show("help.html", "help", name=name, text=guide(name))
