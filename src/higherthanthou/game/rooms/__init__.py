"""A room: people who judge the same files at the same time. Pure rules, as everywhere in ``game``."""
