"""HTTP below the pages: the protocol, headers, rate limits, repeated forms."""
