"""Names that try to be markup, a template, a shell's word, or to break a line of text."""

HOSTILE = (
    "</script><script>document.title='x'</script>",
    "<img src=x onerror=\"document.title='x'\">",
    "`${1}` \"quoted\" 'quoted' \\",
    "\u202e写倒\u200f",
    "😀" * 3 + "花园",
    "长" * 200,
    "<b>粗</b> &lt;i&gt; {{ 7 * 7 }}",
    "; drop | table",
)
