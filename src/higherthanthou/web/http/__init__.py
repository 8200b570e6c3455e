"""HTTP below the pages: the protocol, headers, limits of rates, repeated forms."""
