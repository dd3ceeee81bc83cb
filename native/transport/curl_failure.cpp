#include "native/transport/curl_failure.hpp"

#include <cerrno>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "native/platform/environment.hpp"
#include "native/transport/proxy_in_use.hpp"
#include "wire/error_text.hpp"

namespace moa::native {
namespace {

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

/// "The proxy ..." behind the beginning of a sentence.
std::string in_sentence(std::string subject) {
    if (subject.starts_with("The ")) subject.front() = 't';
    return subject;
}

std::string name_of(const std::optional<ProxyInUse>& proxy) {
    return proxy ? "The proxy " + proxy->host + " (" + proxy->variable + ")" : "The proxy";
}

std::string connect_failure(CURL* easy, std::string host, const std::optional<ProxyInUse>& proxy) {
    if (proxy) host = name_of(proxy);
    long os_error = 0;
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &os_error);
    switch (os_error) {
        case ECONNREFUSED:
            return host + " refused the connection: no " + (proxy ? "proxy" : "server") +
                   " is listening there.";
        case ENETUNREACH:
        case EHOSTUNREACH:
            return "There is no network route to " + in_sentence(host) + ".";
        case ETIMEDOUT:
            return host + " did not respond to the connection attempt.";
        default:
            return "Could not connect to " + in_sentence(host) + ".";
    }
}

bool has_connected(CURL* easy) {
    curl_off_t microseconds = 0;
    return curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK && microseconds > 0;
}

/// The error if a proxy refused the tunnel; nothing if it let the connection pass.
std::optional<Error> refused_by_proxy(CURL* easy, const std::string& host,
                                      const std::optional<ProxyInUse>& proxy) {
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_CONNECTCODE, &status);
    if (status < 300) return std::nullopt;
    if (status == 407) return password_wanted(proxy);
    const std::string name = name_of(proxy);
    return Error{ErrorKind::network, 0,
                 name + " refused to connect to " + host + " (HTTP status " + std::to_string(status) + ")."};
}

/// What to do about a certificate whose issuer is not known here.
std::string trust_advice() {
    for (const char* variable : {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"}) {
        if (native::environment_value(variable))
            return std::string(" The certificates in ") + variable + " do not verify it either.";
    }
    return " If your network inspects TLS, set SSL_CERT_FILE to the file of its certificate.";
}

/// Which file of certificates could not be read.
std::string certificates_fault() {
    for (const char* variable : {"SSL_CERT_FILE", "CURL_CA_BUNDLE", "SSL_CERT_DIR"}) {
        if (const auto path = native::environment_value(variable)) {
            return std::string("TLS: could not read the certificates in ") + variable + ": " +
                   wire::clean_error_text(*path) + ".";
        }
    }
    return "TLS: could not read the system's certificates.";
}

std::string message_for(CURL* easy, CURLcode code, const std::string& host,
                        const std::optional<ProxyInUse>& proxy) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "Could not resolve the host name " + host + ".";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "Could not resolve the host name of the proxy" +
                   (proxy ? " " + proxy->host + " (" + proxy->variable + ")." : std::string("."));
        case CURLE_COULDNT_CONNECT:
            return connect_failure(easy, host, proxy);
        case CURLE_OPERATION_TIMEDOUT:
            return host + " did not respond to the connection attempt.";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
            return "TLS: the certificate of " + host + " is not trusted." + trust_advice();
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
        case CURLE_USE_SSL_FAILED:
            return "TLS: could not establish a secure connection to " + host + ".";
        case CURLE_SSL_CACERT_BADFILE:
            return certificates_fault();
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_FAIL_REWIND:  // a kept connection closed, and the request is not sent again
            return host + " closed the connection without a response.";
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_PARTIAL_FILE:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return "The connection to " + host + " was lost.";
        case CURLE_UNSUPPORTED_PROTOCOL:
            // Also libcurl's word for an answer without an HTTP head.
            if (has_connected(easy)) return host + " does not speak HTTP.";
            return "The base URL is not an http or https address.";
        case CURLE_URL_MALFORMAT:
            return "The base URL is not an http or https address.";
        case CURLE_WEIRD_SERVER_REPLY:
            return host + " does not speak HTTP.";
        default:
            return "The request to " + host + " failed: " + curl_easy_strerror(code) + ".";
    }
}

}  // namespace

std::string host_for_message(const char* url) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
    if (!url || !parsed || curl_url_set(parsed.get(), CURLUPART_URL, url, 0) != CURLUE_OK)
        return "the server";
    const std::string host = url_part(parsed.get(), CURLUPART_HOST);
    const std::string port = url_part(parsed.get(), CURLUPART_PORT);
    if (host.empty()) return "the server";
    return port.empty() ? host : host + ":" + port;
}

Error password_wanted(const std::optional<ProxyInUse>& proxy) {
    // Asking again changes nothing, so this is no fault of the network.
    return invalid_input(name_of(proxy) + " requires a user name and a password (HTTP status 407): set " +
                         (proxy ? proxy->variable : "its variable") + " to http://USER:PASSWORD@HOST:PORT.");
}

bool was_stale(CURL* easy, CURLcode code) {
    // libcurl wanted to send it once more, on a new connection, which it does for none but such.
    if (code == CURLE_SEND_FAIL_REWIND) return true;
    long opened = 0;
    if (curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened) != CURLE_OK || opened > 0) return false;
    return code == CURLE_GOT_NOTHING || code == CURLE_RECV_ERROR || code == CURLE_SEND_ERROR;
}

Error describe_failure(CURL* easy, CURLcode code) {
    const char* url = nullptr;
    curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url);
    const std::string host = host_for_message(url);
    const std::optional<ProxyInUse> proxy = proxy_in_use(url == nullptr ? "" : url);
    if (auto refused = refused_by_proxy(easy, host, proxy)) return *refused;
    return {ErrorKind::network, 0, message_for(easy, code, host, proxy)};
}

}  // namespace moa::native
