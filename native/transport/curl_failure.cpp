#include "native/transport/curl_failure.hpp"

#include <cerrno>
#include <memory>
#include <string>

namespace moa::native {
namespace {

std::string url_part(CURLU* url, CURLUPart part) {
    char* text = nullptr;
    if (curl_url_get(url, part, &text, 0) != CURLUE_OK) return {};
    std::string copy = text;
    curl_free(text);
    return copy;
}

std::string connect_failure(CURL* easy, const std::string& host) {
    long os_error = 0;
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &os_error);
    switch (os_error) {
        case ECONNREFUSED:
            return host + " refused the connection: no server is listening there.";
        case ENETUNREACH:
        case EHOSTUNREACH:
            return "There is no network route to " + host + ".";
        case ETIMEDOUT:
            return host + " did not answer the connection attempt.";
        default:
            return "Could not connect to " + host + ".";
    }
}

bool has_connected(CURL* easy) {
    curl_off_t microseconds = 0;
    return curl_easy_getinfo(easy, CURLINFO_CONNECT_TIME_T, &microseconds) == CURLE_OK && microseconds > 0;
}

std::string message_for(CURL* easy, CURLcode code, const std::string& host) {
    switch (code) {
        case CURLE_COULDNT_RESOLVE_HOST:
            return "Could not resolve the host name " + host + ".";
        case CURLE_COULDNT_RESOLVE_PROXY:
            return "Could not resolve the host name of the proxy.";
        case CURLE_COULDNT_CONNECT:
            return connect_failure(easy, host);
        case CURLE_OPERATION_TIMEDOUT:
            return host + " did not answer the connection attempt.";
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_ISSUER_ERROR:
            return "TLS: the certificate of " + host + " is not trusted.";
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_SSL_CIPHER:
        case CURLE_USE_SSL_FAILED:
            return "TLS: no secure connection to " + host + " could be made.";
        case CURLE_SSL_CACERT_BADFILE:
            return "TLS: the system's certificates could not be read.";
        case CURLE_GOT_NOTHING:
        case CURLE_SEND_FAIL_REWIND:  // a kept connection closed, and the request is not sent again
            return host + " closed the connection without an answer.";
        case CURLE_RECV_ERROR:
        case CURLE_SEND_ERROR:
        case CURLE_PARTIAL_FILE:
        case CURLE_HTTP2:
        case CURLE_HTTP2_STREAM:
            return "The connection to " + host + " broke off.";
        case CURLE_UNSUPPORTED_PROTOCOL:
            // Also libcurl's word for an answer without an HTTP head.
            if (has_connected(easy)) return host + " does not answer in HTTP.";
            return "The base URL is not an http or https address.";
        case CURLE_URL_MALFORMAT:
            return "The base URL is not an http or https address.";
        case CURLE_WEIRD_SERVER_REPLY:
            return host + " does not answer in HTTP.";
        default:
            return "The exchange with " + host + " failed: " + curl_easy_strerror(code) + ".";
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

Error describe_failure(CURL* easy, CURLcode code) {
    const char* url = nullptr;
    curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url);
    return {ErrorKind::network, 0, message_for(easy, code, host_for_message(url))};
}

}  // namespace moa::native
