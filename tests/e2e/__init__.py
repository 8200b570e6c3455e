"""Tests in browsers; a package, so that a browser can be theirs alone and no longer there for other tests."""
