#include "native/transport/curl_exchange.hpp"

#include <string>
#include <utility>

#include "ascii.hpp"
#include "native/platform/environment.hpp"
#include "native/transport/curl_failure.hpp"
#include "run/call_mask.hpp"

namespace moa::native {
namespace {

/// libcurl bounds one line (100 KB) and one head (300 KB), but neither heads before the last one nor
/// trailers.
constexpr std::size_t most_head_bytes = std::size_t{256} << 10U;

/// "HTTP/1.1 200 OK" -> 200; 0 for anything else.
int status_of(std::string_view line) {
    const auto space = line.find(' ');
    if (space == std::string_view::npos || line.size() < space + 4) return 0;
    int status = 0;
    for (const char digit : line.substr(space + 1, 3)) {
        if (digit < '0' || digit > '9') return 0;
        status = status * 10 + (digit - '0');
    }
    return status;
}

/// Certificates to trust besides those that libcurl was built with, as the curl program takes them: an office
/// that inspects TLS has one of its own.
void trust_environment(CURL* easy) {
    auto file = environment_value("CURL_CA_BUNDLE");
    if (!file) file = environment_value("SSL_CERT_FILE");
    if (file) curl_easy_setopt(easy, CURLOPT_CAINFO, file->c_str());
    if (const auto folder = environment_value("SSL_CERT_DIR"))
        curl_easy_setopt(easy, CURLOPT_CAPATH, folder->c_str());
}

}  // namespace

CurlExchange::CurlExchange(run::Call call, std::vector<CurlTransport::Report>& reports)
    : call_(std::move(call)), mask_(run::mask_of(call_)), reports_(reports), easy_(curl_easy_init()) {
    if (easy_) configure();
}

void CurlExchange::configure() {
    CURL* easy = easy_.get();
    const wire::HttpRequest& request = call_.request;
    curl_easy_setopt(easy, CURLOPT_PRIVATE, this);
    curl_easy_setopt(easy, CURLOPT_URL, request.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_TCP_NODELAY, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
    trust_environment(easy);
    // libcurl gives up connecting after five minutes of its own; the core's limit is the one that counts.
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, 24L * 60 * 60);
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
    // Cancelling must not wait for a name that is still being resolved: all other streams share this thread.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
    // Servers at home (llama.cpp, uvicorn, Node) close a kept connection after five seconds.
    if (wire::is_loopback(request.url) || wire::is_home_network(request.url))
        curl_easy_setopt(easy, CURLOPT_MAXAGE_CONN, 4L);
    if (wire::is_loopback(request.url)) {
        curl_easy_setopt(easy, CURLOPT_PROXY, "");
    } else if (request.url.rfind("https:", 0) == 0) {
        // Over TLS, wait for the first connection to a host: with HTTP/2 a whole layer then shares it.
        curl_easy_setopt(easy, CURLOPT_PIPEWAIT, 1L);
    }

    if (request.method == "POST") {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        // Read by a function that cannot begin anew: libcurl would send a request once more by itself when a
        // kept connection closes before the answer, and nobody would know of a question that was asked, and
        // paid for, twice. It gives up instead, and the run decides.
        curl_easy_setopt(easy, CURLOPT_READFUNCTION, &CurlExchange::on_send);
        curl_easy_setopt(easy, CURLOPT_READDATA, this);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    } else {
        curl_easy_setopt(easy, CURLOPT_HTTPGET, 1L);
    }
    set_headers();

    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &CurlExchange::on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, this);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &CurlExchange::on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, this);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, &CurlExchange::on_request_starts);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, this);
}

void CurlExchange::set_headers() {
    for (const wire::Header& header : call_.request.headers)
        add_header(header);
    if (call_.authorization) add_header(*call_.authorization);
    for (const wire::Header& header : call_.own_headers)
        add_header(header);
    add_header({"User-Agent", "moa"});
    // A compressed stream would be held back until a block of it is full.
    add_header({"Accept-Encoding", "identity"});
    // Without a value: libcurl leaves out the header it would add for large bodies, and the wait that goes
    // with it.
    add_header({"Expect", ""});
    curl_easy_setopt(easy_.get(), CURLOPT_HTTPHEADER, headers_.get());
}

void CurlExchange::add_header(const wire::Header& header) {
    const std::string line = header.first + (header.second.empty() ? ":" : ": " + header.second);
    if (curl_slist* longer = curl_slist_append(headers_.get(), line.c_str())) {
        (void)headers_.release();
        headers_.reset(longer);
    }
}

bool CurlExchange::take_header_line(std::string_view line) {
    head_bytes_ += line.size();
    if (head_bytes_ > most_head_bytes) return false;
    if (!head_reported_) add_to_head(line);  // else trailers
    return true;
}

void CurlExchange::add_to_head(std::string_view line) {
    if (line.rfind("HTTP/", 0) == 0) {
        head_ = {status_of(line), {}};
    } else if (trimmed(line).empty()) {
        if (head_.status < 200) return;  // 1xx: the real head follows
        head_reported_ = true;
        if (head_.status == 407) locked_proxy_ = proxy_in_use(call_.request.url);
        if (locked_proxy_) return;
        reports_.push_back({call_.id, std::move(head_)});
    } else if (mask_.active() && line.find(':') != std::string_view::npos) {
        const std::string masked = mask_.masked(line);
        const auto colon = masked.find(':');
        head_.headers.emplace_back(trimmed(std::string_view(masked).substr(0, colon)),
                                   trimmed(std::string_view(masked).substr(colon + 1)));
    } else if (const auto colon = line.find(':'); colon != std::string_view::npos) {
        head_.headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
}

void CurlExchange::take_bytes(std::string_view bytes) {
    if (locked_proxy_) return;
    if (!mask_.active()) return hand_over(bytes);
    if (const std::string masked = mask_.take(bytes); !masked.empty()) hand_over(masked);
}

void CurlExchange::hand_over(std::string_view bytes) {
    if (!reports_.empty() && reports_.back().id == call_.id) {
        if (auto* pending = std::get_if<std::string>(&reports_.back().content)) {
            pending->append(bytes);
            return;
        }
    }
    reports_.push_back({call_.id, std::string(bytes)});
}

void CurlExchange::finish(CURLcode code) {
    if (const std::string rest = mask_.rest(); !rest.empty()) hand_over(rest);
    run::CallEnd end;
    if (head_bytes_ > most_head_bytes) {
        end = {false,
               {ErrorKind::bad_response, 0,
                "The server sent more than " + std::to_string(most_head_bytes >> 10U) + " KB of headers."}};
    } else if (locked_proxy_) {
        end = {false, password_wanted(*locked_proxy_)};
    } else if (code != CURLE_OK) {
        end = {false, describe_failure(easy_.get(), code), head_bytes_ == 0 && was_stale(easy_.get(), code)};
    }
    reports_.push_back({call_.id, std::move(end)});
}

std::size_t CurlExchange::on_header(char* data, std::size_t size, std::size_t count, void* self) {
    return static_cast<CurlExchange*>(self)->take_header_line({data, size * count}) ? size * count : 0;
}

std::size_t CurlExchange::on_body(char* data, std::size_t size, std::size_t count, void* self) {
    static_cast<CurlExchange*>(self)->take_bytes({data, size * count});
    return size * count;
}

std::size_t CurlExchange::on_send(char* buffer, std::size_t size, std::size_t count, void* self) {
    auto* exchange = static_cast<CurlExchange*>(self);
    const std::size_t length = exchange->call_.request.body.copy(buffer, size * count, exchange->sent_);
    exchange->sent_ += length;
    return length;
}

int CurlExchange::on_request_starts(void* self, char* /*ip*/, char* /*local_ip*/, int /*port*/,
                                    int /*local_port*/) {
    auto* exchange = static_cast<CurlExchange*>(self);
    if (std::exchange(exchange->connection_reported_, true)) return CURL_PREREQFUNC_OK;
    exchange->reports_.push_back({exchange->id(), CurlTransport::Connected{}});
    return CURL_PREREQFUNC_OK;
}

}  // namespace moa::native
