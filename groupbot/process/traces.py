"""Names an error without repeating its words, which may hold what a member wrote, or a secret."""


def describe(error: BaseException) -> str:
    """Return an error's class and the line that raised it ("ValueError at groupbot.engine:92")."""
    trace = error.__traceback__
    if trace is None:
        return type(error).__name__
    while trace.tb_next is not None:
        trace = trace.tb_next
    return f"{type(error).__name__} at {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
