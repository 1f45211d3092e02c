"""The Báo cáo tổng hợp over all units."""
