"""Public results: runs whose players made a page of them that anybody with its address may see."""
