"""The outcome for programs: JSON, CSV, frames and a calendar. Pure."""
