"""Figures with their sign, as texts and pages write them."""


def signed(figure: float, decimals: int = 0) -> str:
    """A figure with a plus or a true minus sign, rounded to so many decimals; 0 has no sign."""
    text = f"{abs(figure):.{decimals}f}"
    if not float(text):
        return "0"
    return f"+{text}" if figure > 0 else f"\N{MINUS SIGN}{text}"
