// One HTTP exchange as a libcurl easy handle. Lives on the network thread.
#pragma once

#include <curl/curl.h>

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "native/transport/curl_transport.hpp"
#include "native/transport/proxy_in_use.hpp"
#include "wire/key_mask.hpp"

namespace moa::native {

class CurlExchange {
  public:
    /// What arrives is appended to `reports`, which must outlive the exchange.
    CurlExchange(run::Call call, std::vector<CurlTransport::Report>& reports);
    CurlExchange(const CurlExchange&) = delete;
    CurlExchange& operator=(const CurlExchange&) = delete;

    CURL* handle() const { return easy_.get(); }
    run::CallId id() const { return call_.id; }
    /// Reports the end, as libcurl's result code tells it.
    void finish(CURLcode code);

  private:
    struct EasyCleanup {
        void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
    };
    struct ListCleanup {
        void operator()(curl_slist* list) const { curl_slist_free_all(list); }
    };

    void configure();
    void set_headers();
    void add_header(const wire::Header& header);
    /// False where the server has sent too many.
    bool take_header_line(std::string_view line);
    void add_to_head(std::string_view line);
    void take_bytes(std::string_view bytes);
    void hand_over(std::string_view bytes);

    static std::size_t on_header(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_body(char* data, std::size_t size, std::size_t count, void* self);
    static std::size_t on_send(char* buffer, std::size_t size, std::size_t count, void* self);
    static int on_request_starts(void* self, char* ip, char* local_ip, int port, int local_port);

    run::Call call_;
    wire::KeyMask mask_;  ///< of what comes back
    std::vector<CurlTransport::Report>& reports_;
    wire::ResponseHead head_;
    bool connection_reported_ = false;
    bool head_reported_ = false;
    std::size_t head_bytes_ = 0;              ///< of all heads and trailers
    std::optional<ProxyInUse> locked_proxy_;  ///< that answered in the server's place
    std::size_t sent_ = 0;                    ///< of the request's body
    std::unique_ptr<curl_slist, ListCleanup> headers_;
    std::unique_ptr<CURL, EasyCleanup> easy_;  ///< last: it uses the others
};

}  // namespace moa::native
