"""Runs a function written in Python: takes events from the Runtime API, gives them to the handler, gives its results back.

What AWS does is known from its documentation and from the runtime client that it publishes. Modules that a function may do
without (logging, traceback) are imported when they are first needed, since a start should cost little more than the interpreter's.
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""
import _socket
import json
import os
import sys
import time

API = "/2018-06-01/runtime/"
IS_JSON_LOG = os.environ.get("AWS_LAMBDA_LOG_FORMAT", "").upper() == "JSON"
LOG_LEVEL = {"": "", "TRACE": "DEBUG"}.get(os.environ.get("AWS_LAMBDA_LOG_LEVEL", ""), os.environ.get("AWS_LAMBDA_LOG_LEVEL", "")).upper()
ADVICE = (
    "LAMBDA_WARNING: Unhandled exception. The most likely cause is an issue in the function code. However, in rare cases, a Lambda "
    "runtime update can cause unexpected function behavior. For functions using managed runtimes, runtime updates can be triggered by "
    "a function change, or can be applied automatically. To determine if the runtime has been updated, check the runtime version in "
    "the INIT_START log entry. If this error correlates with a change in the runtime version, you may be able to mitigate this error "
    "by temporarily rolling back to the previous runtime version. For more information, see "
    "https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html"
)


# --- the Runtime API ----------------------------------------------------------------------------------------------------------------


class RuntimeApi:
    """One connection that is kept."""

    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self.address = (host, int(port))
        self.host = address
        self.connection = None
        self.rest = b""

    def connect(self):
        self.connection = _socket.socket(_socket.AF_INET, _socket.SOCK_STREAM)
        self.connection.connect(self.address)
        self.connection.setsockopt(_socket.IPPROTO_TCP, _socket.TCP_NODELAY, 1)
        self.rest = b""

    def more(self):
        chunk = self.connection.recv(65536)
        if not chunk:
            raise ConnectionError("the Runtime API closed the connection")
        self.rest += chunk

    def answer(self):
        while b"\r\n\r\n" not in self.rest:
            self.more()
        head, _, self.rest = self.rest.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        size = int(headers.get("content-length", 0))
        parts = [self.rest[:size]]
        missing = size - len(parts[0])
        self.rest = self.rest[size:]
        while missing > 0:
            chunk = self.connection.recv(min(missing, 1 << 20))
            if not chunk:
                raise ConnectionError("the Runtime API closed the connection")
            parts.append(chunk)
            missing -= len(chunk)
        if headers.get("connection") == "close":
            self.connection.close()
            self.connection = None
        return int(lines[0].split()[1]), headers, b"".join(parts)

    def send_all(self, data):
        view = memoryview(data)
        while view:
            view = view[self.connection.send(view) :]

    def ask(self, method, path, body=b"", headers=()):
        """(status, headers by their names in small letters, body)."""
        if not self.connection:
            self.connect()
        lines = [f"{method} {API}{path} HTTP/1.1", f"Host: {self.host}", *headers]
        if method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        self.send_all("\r\n".join([*lines, "", ""]).encode("latin-1", "replace") + body)
        return self.answer()

    def post_error(self, path, error, cause=None):
        headers = ["Content-Type: application/json", "Lambda-Runtime-Function-Error-Type: " + error["errorType"]]
        if cause and len(cause) < 1 << 20:
            headers.append("Lambda-Runtime-Function-XRay-Error-Cause: " + cause)
        self.ask("POST", path, to_json(error).encode(), headers)


# --- JSON ---------------------------------------------------------------------------------------------------------------------------


class Encoder(json.JSONEncoder):
    """As AWS's: decimals are numbers with all their digits, bytes are text; since python3.12 letters stand as they are."""

    def __init__(self):
        version = os.environ.get("AWS_EXECUTION_ENV", "").rpartition("python3.")[2]
        super().__init__(ensure_ascii=not (version.isdigit() and int(version) >= 12))
        self.numbers = {}

    def default(self, value):
        if isinstance(value, (bytes, bytearray)):
            return value.decode()
        decimal = sys.modules.get("decimal")
        if not decimal or not isinstance(value, decimal.Decimal):
            return super().default(value)
        if value.is_nan():
            return float("nan")
        mark = f"decimal-{id(self)}-{len(self.numbers)}-"
        self.numbers[f'"{mark}"'] = str(value)
        return mark

    def encode(self, value):
        self.numbers = {}
        text = super().encode(value)
        for mark, number in self.numbers.items():
            text = text.replace(mark, number, 1)
        return text


encoder = Encoder()


def to_json(value):
    return encoder.encode(value)


# --- errors -------------------------------------------------------------------------------------------------------------------------


class Fault(Exception):
    """What is told in the runtime's own words."""

    def __init__(self, kind, message, trace=None):
        self.error_type = "Runtime." + kind
        self.message = message
        self.trace = trace


def frames_of(exception):
    """The frames of a traceback without the runtime's own in front."""
    import traceback

    frames = [(f.filename, f.lineno, f.name, f.line) for f in traceback.extract_tb(exception.__traceback__)]
    for i, frame in enumerate(frames):
        if "/bootstrap.py" not in frame[0]:
            return frames[i:]
    return frames


def error_of(exception, request_id=""):
    """(what the caller is told, what X-Ray is)."""
    if isinstance(exception, Fault):
        kind, message, trace, frames = exception.error_type, exception.message, exception.trace or [], []
        cause_type = "LambdaValidationError"
    else:
        import traceback

        frames = frames_of(exception)
        kind = cause_type = type(exception).__name__
        message, trace = str(exception), traceback.format_list(frames)
    stack = [{"label": name, "path": file, "line": line} for file, line, name, _ in frames]
    cause = {
        "working_directory": os.getcwd(),
        "exceptions": [{"message": message, "type": cause_type, "stack": stack}],
        "paths": sorted({file for file, _, _, _ in frames}),
    }
    told = {"errorMessage": message, "errorType": kind, "requestId": request_id, "stackTrace": trace}
    if os.environ.get("AWS_EXECUTION_ENV") == "AWS_Lambda_python3.8":
        del told["requestId"]  # as of AWS's older client
    return told, to_json(cause)


def error_log(error):
    if IS_JSON_LOG:
        now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        print(to_json({"timestamp": now, "level": "ERROR", **error}))
        return
    head = "[ERROR] " + error["errorType"]
    if error["errorMessage"]:
        head += ": " + error["errorMessage"]
    lines = [head, "Traceback (most recent call last):"]
    for entry in error["stackTrace"]:
        for line in entry.splitlines():
            text = line.lstrip(" ")
            lines.append("\u00a0" * (len(line) - len(text)) + text)
    print("\n".join(lines))


# --- logging ------------------------------------------------------------------------------------------------------------------------

request_id = None


def logging_set_up(logging):
    """What a function finds when it imports logging: a handler of the root's, with AWS's format, time in UTC."""
    known = set(logging.makeLogRecord({}).__dict__) | {"aws_request_id", "message", "asctime", "taskName"}

    def level_of(record):
        return logging.getLevelName(min(50, max(0, record.levelno)) // 10 * 10)

    class Json(logging.Formatter):
        def format(self, record):
            import traceback

            kind, value, trace = record.exc_info or (None, None, None)
            result = {
                "timestamp": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
                "level": level_of(record),
                "message": record.getMessage(),
                "logger": record.name,
                "stackTrace": traceback.format_tb(trace) if kind else None,
                "errorType": kind.__name__ if kind else None,
                "errorMessage": str(value) if kind else None,
                "requestId": record.aws_request_id,
                "location": f"{record.pathname}:{record.funcName}:{record.lineno}" if kind else None,
            }
            result.update((k, v) for k, v in record.__dict__.items() if k not in known and k not in result)
            return json.dumps({k: v for k, v in result.items() if v is not None}, ensure_ascii=False, default=str) + "\n"

    class LambdaLoggerHandler(logging.Handler):
        def emit(self, record):
            sys.stdout.write(self.format(record))

    class WithRequest(logging.Filter):
        def filter(self, record):
            record.aws_request_id = request_id or ""
            return True

    logging.Formatter.converter = time.gmtime
    line = "[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s\n"
    handler = LambdaLoggerHandler()
    handler.setFormatter(Json() if IS_JSON_LOG else logging.Formatter(line, "%Y-%m-%dT%H:%M:%S"))
    handler.addFilter(WithRequest())
    logging.getLogger().addHandler(handler)
    if LOG_LEVEL in logging._nameToLevel:
        logging.getLogger().setLevel(LOG_LEVEL)


class LoggingFinder:
    """In front of the finders: sets logging up once it has been imported, and goes."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "logging":
            return None
        sys.meta_path.remove(LoggingFinder)
        import importlib.util

        spec = importlib.util.find_spec(name)
        run = spec.loader.exec_module

        def exec_module(module):
            run(module)
            logging_set_up(module)

        spec.loader.exec_module = exec_module
        return spec


# --- the context --------------------------------------------------------------------------------------------------------------------


class Members:
    """An object of the members that its class names, each None where it is not given."""

    __slots__ = ()

    def __init__(self, values=None):
        for name in self.__slots__:
            setattr(self, name, (values or {}).get(name))

    def __repr__(self):
        return f"{type(self).__name__}([{','.join(f'{n}={getattr(self, n)}' for n in self.__slots__)}])"


class CognitoIdentity(Members):
    __slots__ = ["cognito_identity_id", "cognito_identity_pool_id"]


class Client(Members):
    __slots__ = ["installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name"]


class ClientContext(Members):
    __slots__ = ["custom", "env", "client"]


def header_json(headers, name, title):
    try:
        return json.loads(headers[name]) if headers.get(name) else None
    except Exception as e:
        raise Fault("LambdaContextUnmarshalError", f"Unable to parse {title} JSON: {e}")


class LambdaContext:
    def __init__(self, headers):
        env = os.environ.get
        client = header_json(headers, "lambda-runtime-client-context", "Client Context")
        identity = header_json(headers, "lambda-runtime-cognito-identity", "Cognito Identity") or {}
        self.aws_request_id = headers["lambda-runtime-aws-request-id"]
        self.log_group_name = env("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = env("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = env("AWS_LAMBDA_FUNCTION_NAME")
        self.memory_limit_in_mb = env("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.function_version = env("AWS_LAMBDA_FUNCTION_VERSION")
        self.invoked_function_arn = headers.get("lambda-runtime-invoked-function-arn")
        self.tenant_id = headers.get("lambda-runtime-aws-tenant-id")
        self.client_context = None if client is None else ClientContext(client)
        if client and client.get("client") is not None:
            self.client_context.client = Client(client["client"])
        self.identity = CognitoIdentity(
            {
                "cognito_identity_id": identity.get("cognitoIdentityId"),
                "cognito_identity_pool_id": identity.get("cognitoIdentityPoolId"),
            }
        )
        self._epoch_deadline_time_in_ms = int(headers.get("lambda-runtime-deadline-ms", 0))

    def get_remaining_time_in_millis(self):
        return max(self._epoch_deadline_time_in_ms - int(time.time() * 1000), 0)

    def log(self, msg):
        sys.stdout.write(str(msg))

    def __repr__(self):
        names = [n for n in self.__dict__ if n[0] != "_" and n != "tenant_id"] + ["tenant_id"]
        return f"{type(self).__name__}([{','.join(f'{n}={getattr(self, n)}' for n in names)}])"


# --- the handler --------------------------------------------------------------------------------------------------------------------


def handler_find(handler):
    try:
        module_name, name = handler.rsplit(".", 1)
    except ValueError as e:
        raise Fault("MalformedHandlerName", f"Bad handler '{handler}': {e}")
    if module_name.split(".")[0] in sys.builtin_module_names:
        raise Fault("BuiltInModuleConflict", f"Cannot use built-in module {module_name} as a handler module")
    try:
        import importlib

        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as e:
        raise Fault("ImportModuleError", f"Unable to import module '{module_name}': {e}")
    except SyntaxError as e:
        trace = [f'  File "{e.filename}" Line {e.lineno}\n    {e.text}']
        raise Fault("UserCodeSyntaxError", f"Syntax error in module '{module_name}': {e}", trace)
    try:
        return getattr(module, name)
    except AttributeError:
        raise Fault("HandlerNotFound", f"Handler '{name}' missing on module '{module_name}'")


def event_of(body, headers):
    if headers.get("content-type") != "application/json":
        return body
    try:
        return json.loads(body)
    except Exception as e:
        raise Fault("UnmarshalError", f"Unable to unmarshal input: {e}")


def result_of(response):
    if isinstance(response, bytes):
        return response, "application/unknown"
    try:
        return to_json(response).encode(), "application/json"
    except Exception as e:
        raise Fault("MarshalError", f"Unable to marshal response: {e}")


def event_handle(api, handler, headers, body):
    path = f"invocation/{request_id}/"
    try:
        context = LambdaContext(headers)
        result, content_type = result_of(handler(event_of(body, headers), context))
    except Exception as e:
        error, cause = error_of(e, request_id)
        error_log(error)
        api.post_error(path + "error", error, cause)
        return
    api.ask("POST", path + "response", result, ["Content-Type: " + content_type])


def events_handle(api, handler):
    global request_id

    while True:
        status, headers, body = api.ask("GET", "invocation/next")
        if status != 200:
            sys.exit(0)
        request_id = headers["lambda-runtime-aws-request-id"]
        if "lambda-runtime-trace-id" in headers:
            os.environ["_X_AMZN_TRACE_ID"] = headers["lambda-runtime-trace-id"]
        else:
            os.environ.pop("_X_AMZN_TRACE_ID", None)
        event_handle(api, handler, headers, body)


def paths_set_up():
    """As on AWS: the function's own modules, then those of layers, then the interpreter's."""
    opt = os.environ.get("NUBE_LAMBDA_OPT", "/opt") + "/python"
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    sys.path[:1] = [os.environ["LAMBDA_TASK_ROOT"], f"{opt}/lib/python{version}/site-packages", opt]


def main():
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    paths_set_up()
    if "logging" in sys.modules:
        logging_set_up(sys.modules["logging"])
    else:
        sys.meta_path.insert(0, LoggingFinder)
    try:
        handler = handler_find(os.environ["_HANDLER"])
    except Exception as e:
        import logging

        error, _ = error_of(e)
        logging.warning(ADVICE)
        error_log(error)
        api.post_error("init/error", error)
        sys.exit(1)
    events_handle(api, handler)


main()
