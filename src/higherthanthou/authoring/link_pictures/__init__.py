"""The pictures that chats show beside a link: what is on each, where it stands, and the drawing as PNG."""
