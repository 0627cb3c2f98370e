"""What a thing is, in a word inside a border: `演示数据`."""
