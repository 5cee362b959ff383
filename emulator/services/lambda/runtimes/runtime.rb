# Runs a function written in Ruby: takes events from the Runtime API, gives them to the handler, gives its results back.
#
# What AWS does is known from its documentation and from the runtime client that it publishes. Names at the top are AWS's, since a function
# may use them; all else is in a module.
# https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
require 'json'
require 'logger'
require 'socket'
require 'stringio'

# What a handler gets as `context`.
class LambdaContext
  attr_reader :aws_request_id, :invoked_function_arn, :log_group_name, :log_stream_name, :function_name, :memory_limit_in_mb,
              :function_version, :identity, :client_context, :deadline_ms

  def initialize(headers)
    @deadline_ms = headers['lambda-runtime-deadline-ms'].to_i
    @aws_request_id = headers['lambda-runtime-aws-request-id']
    @invoked_function_arn = headers['lambda-runtime-invoked-function-arn']
    @log_group_name = ENV['AWS_LAMBDA_LOG_GROUP_NAME']
    @log_stream_name = ENV['AWS_LAMBDA_LOG_STREAM_NAME']
    @function_name = ENV['AWS_LAMBDA_FUNCTION_NAME']
    @memory_limit_in_mb = ENV['AWS_LAMBDA_FUNCTION_MEMORY_SIZE']
    @function_version = ENV['AWS_LAMBDA_FUNCTION_VERSION']
    @identity = parsed(headers['lambda-runtime-cognito-identity'])
    @client_context = parsed(headers['lambda-runtime-client-context'])
  end

  def get_remaining_time_in_millis
    [@deadline_ms - Process.clock_gettime(Process::CLOCK_REALTIME, :millisecond), 0].max
  end

  private

  def parsed(text)
    JSON.parse(text) unless text.to_s.empty?
  end
end

# AWS: a function may replace these to have events and answers of another form.
module AwsLambda
  class Marshaller
    class << self
      def marshall_request(raw_request)
        raw_request['Content-Type'] == 'application/json' ? JSON.parse(raw_request.body) : raw_request.body
      end

      def marshall_response(method_response)
        case method_response
        when StringIO, IO then [method_response, 'application/unknown']
        else method_response.to_json
        end
      end
    end
  end
end

module NubeLambda
  OWN_FILE = File.expand_path(__FILE__)

  # An answer of the Runtime API: a body, and headers by their names in any letters.
  RawRequest = Struct.new(:status, :headers, :body) do
    def [](name)
      headers[name.downcase]
    end
  end

  # One connection that is kept.
  class RuntimeApi
    PREFIX = '/2018-06-01/runtime/'

    def initialize(address)
      @address = address
      host, port = address.split(':')
      @to = [host, port.to_i]
    end

    def get(path)
      ask('GET', path, nil, {})
    end

    def post(path, body, headers)
      ask('POST', path, body.b, headers)
    end

    private

    def ask(method, path, body, headers)
      @socket ||= TCPSocket.new(*@to).tap { |s| s.setsockopt(Socket::IPPROTO_TCP, Socket::TCP_NODELAY, 1) }
      lines = ["#{method} #{PREFIX}#{path} HTTP/1.1", "Host: #{@address}", *headers.map { |name, value| "#{name}: #{value}" }]
      lines << "Content-Length: #{body.bytesize}" if body
      @socket.write("#{lines.join("\r\n")}\r\n\r\n".b + body.to_s)
      answer
    end

    def line
      @socket.gets("\r\n", chomp: true) || raise(IOError, 'the Runtime API closed the connection')
    end

    def answer
      status = line.split[1].to_i
      headers = {}
      while (text = line) != ''
        name, value = text.split(':', 2)
        headers[name.downcase] = value.strip
      end
      body = @socket.read(headers['content-length'].to_i).force_encoding('UTF-8')
      if headers['connection'] == 'close'
        @socket.close
        @socket = nil
      end
      RawRequest.new(status, headers, body)
    end
  end

  # --- errors -------------------------------------------------------------------------------------------------------------------------

  # What the caller is told of an exception. `classification` is Function, Runtime or Init.
  class ErrorReport
    KNOWN = %w[ArgumentError NoMethodError Exception StandardError NameError LoadError SystemExit SystemStackError].freeze

    attr_reader :told

    def initialize(exception, classification)
      @name = exception.class.to_s
      @told = { errorMessage: exception.message, errorType: "#{classification}<#{@name}>", stackTrace: trace_of(exception).map(&:to_s) }
      @frames = trace_of(exception)
    end

    def headers
      { 'Content-Type' => 'application/json',
        'Lambda-Runtime-Function-Error-Type' => KNOWN.include?(@name) ? @told[:errorType] : 'Function<UserException>' }
    end

    def headers_with_cause
      stack = @frames.first(15).map { |f| { path: f.path, line: f.lineno, label: f.label } }
      exception = { message: @told[:errorMessage], type: @told[:errorType], stack: stack }
      cause = JSON.generate(working_directory: Dir.pwd, paths: Gem.path, exceptions: [exception], ascii_only: true)
      cause.bytesize < 1_048_576 ? headers.merge('Lambda-Runtime-Function-XRay-Error-Cause' => cause) : headers
    end

    def log(title)
      puts title, JSON.pretty_generate(@told)
    end

    private

    def trace_of(exception)
      (exception.backtrace_locations || []).first(100).take_while { |f| f.absolute_path != OWN_FILE && f.path != OWN_FILE }
    end
  end

  # --- logging ------------------------------------------------------------------------------------------------------------------------

  class TextFormatter < Logger::Formatter
    def call(severity, time, progname, msg)
      format("%s, [%s #%d] %5s %s -- %s: %s\n", severity[0], format_datetime(time), $$, severity, $_global_aws_request_id, progname, msg2str(msg))
    end
  end

  class JsonFormatter < Logger::Formatter
    def call(severity, time, progname, msg)
      is_error = msg.is_a?(Exception)
      record = { timestamp: time.utc.strftime('%Y-%m-%dT%H:%M:%S.%6NZ'), level: severity, message: is_error ? msg.message : msg2str(msg),
                 requestId: $_global_aws_request_id }
      record[:logger] = progname.to_s unless progname.to_s.empty?
      record.merge!(errorType: msg.class.to_s, errorMessage: msg.message, stackTrace: msg.backtrace || []) if is_error
      "#{JSON.generate(record.compact)}\n"
    end
  end

  # A logger of the standard outputs, or of none, has AWS's format.
  module LoggerPatch
    IS_JSON = ENV['AWS_LAMBDA_LOG_FORMAT'].to_s.upcase == 'JSON'
    LEVEL = { 'TRACE' => 'DEBUG', '' => 'DEBUG' }.fetch(ENV['AWS_LAMBDA_LOG_LEVEL'].to_s.upcase, ENV['AWS_LAMBDA_LOG_LEVEL'].to_s.upcase)

    def initialize(logdev = nil, *others, level: LEVEL, **options)
      is_ours = !logdev || logdev == $stdout || logdev == $stderr
      super(is_ours ? $stdout : logdev, *others, level: level, **options)
      @default_formatter = IS_JSON ? JsonFormatter.new : TextFormatter.new if is_ours
    end
  end

  # --- the handler --------------------------------------------------------------------------------------------------------------------

  class Handler
    attr_reader :file

    def initialize(name)
      parts = name.split('.')
      unless [2, 3].include?(parts.size)
        raise ArgumentError, "Invalid handler #{parts}, must be of form FILENAME.METHOD or FILENAME.CLASS.METHOD where FILENAME corresponds " \
                             'with an existing Ruby source file FILENAME.rb, CLASS is an optional module/class namespace and METHOD is a ' \
                             'callable method. If using CLASS, METHOD must be a class-level method.'
      end
      @file = parts.first
      @method = parts.last
      @class = parts[1] if parts.size == 3
    end

    def call(event, context)
      @class ? Kernel.const_get(@class).send(@method, event: event, context: context) : __send__(@method, event: event, context: context)
    end
  end

  class Runtime
    def initialize
      @api = RuntimeApi.new(ENV['AWS_LAMBDA_RUNTIME_API'])
    end

    # AWS: what fails before there is an event, or in the client itself, is told as a failed start, and ends the process.
    def run
      @handler = Handler.new(ENV['_HANDLER'])
      require @handler.file
      loop { once }
    rescue SystemExit => e
      raise if @is_ending
      fail_init(e)
    rescue Exception => e # rubocop:disable Lint/RescueException
      fail_init(e)
    end

    private

    def fail_init(exception)
      report = ErrorReport.new(exception, 'Init')
      report.log('Init error when loading handler ')
      @api.post('init/error', report.told.to_json, report.headers)
      exit!(252)
    end

    def stop(status)
      @is_ending = true
      exit(status)
    end

    def next_event
      raw = @api.get('invocation/next')
      raw.status == 200 ? raw : stop(0)
    rescue SignalException, IOError, SystemCallError
      stop(0)
    end

    def once
      raw = next_event
      $_global_aws_request_id = raw['Lambda-Runtime-Aws-Request-Id']
      ENV['_X_AMZN_TRACE_ID'] = raw['Lambda-Runtime-Trace-Id'] if raw['Lambda-Runtime-Trace-Id']
      body, type = answer_of(raw)
      respond(body, type) if body
    end

    # AWS: an unknown name, and what is no StandardError, ends the process once its event has failed.
    def answer_of(raw)
      AwsLambda::Marshaller.marshall_response(@handler.call(AwsLambda::Marshaller.marshall_request(raw), LambdaContext.new(raw.headers)))
    rescue NameError => e
      fail_event(e, 'Critical exception from handler', 255)
    rescue StandardError => e
      fail_event(e, 'Error raised from handler method', nil)
    rescue Exception => e # rubocop:disable Lint/RescueException
      fail_event(e, 'Critical exception from handler', 255)
    end

    def fail_event(exception, title, status)
      report = ErrorReport.new(exception, 'Function')
      report.log(title)
      @api.post("invocation/#{$_global_aws_request_id}/error", report.told.to_json, report.headers_with_cause)
      stop(status) if status
    end

    def respond(body, type)
      body = body.read if type == 'application/unknown'
      @api.post("invocation/#{$_global_aws_request_id}/response", body, 'Content-Type' => type || 'application/json')
    end
  end

  # Gems of the package and of layers that were made for the interpreter's own version, where that is another than the runtime's.
  def self.paths_set_up
    own = RbConfig::CONFIG['ruby_version']
    root = ENV['LAMBDA_TASK_ROOT']
    opt = ENV.fetch('NUBE_LAMBDA_OPT', '/opt')
    more = ["#{root}/vendor/bundle/ruby/#{own}", "#{opt}/ruby/gems/#{own}"] - Gem.path
    Gem.paths = { 'GEM_PATH' => (more + Gem.path).join(':') } unless more.empty?
    $LOAD_PATH.unshift(root) unless $LOAD_PATH.include?(root)
  end
end

$stdout.sync = true
Logger.prepend(NubeLambda::LoggerPatch)
NubeLambda.paths_set_up
NubeLambda::Runtime.new.run
