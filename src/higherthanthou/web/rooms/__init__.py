"""Live rooms: joining one, the phones in it, and opening a room of one's own."""
