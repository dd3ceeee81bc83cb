#include "web/src/fetch_transport.hpp"

#include <emscripten/fetch.h>

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "ascii.hpp"
#include "web/src/page_js.hpp"
#include "wire/http.hpp"
#include "wire/key_mask.hpp"

namespace moa::web {
namespace {

// XMLHttpRequest.readyState
constexpr unsigned short headers_received = 2;
constexpr unsigned short done = 4;

// Emscripten before its own streaming frees each chunk after the callback but leaves its pointer in the
// request, and closing the request would free it again.
#ifdef MOA_FETCH_SHIM
constexpr bool chunk_is_freed_after_callback = true;
#else
constexpr bool chunk_is_freed_after_callback = false;
#endif

/// What moa_page_ask_why answers.
enum class Why { nobody_answers, not_allowed, no_permission, unknown };

Error unreachable() {
    return {ErrorKind::blocked_or_unreachable, 0, "The browser got no answer that this page may read."};
}

/// A server that has let this page read its answers is no case of CORS.
Error gone(const std::string& url) {
    const std::string origin = wire::origin_of(url);
    const bool own = wire::is_loopback(url) || wire::is_home_network(url);
    return {ErrorKind::network, 0,
            origin.substr(origin.find("://") + 3) + " answered before and does not now: has the " +
                (own ? "server stopped?" : "network failed?")};
}

Error failure_for(Why why, const std::string& url) {
    const std::string origin = wire::origin_of(url);
    switch (why) {
        case Why::not_allowed:
            return {ErrorKind::not_allowed_here, 0,
                    "The server at " + origin + " answers, but does not allow this page to use it (CORS)."};
        case Why::no_permission:
            return make_error(ErrorKind::local_network_refused);
        case Why::unknown:
            return unreachable();
        case Why::nobody_answers:
            break;
    }
    return {ErrorKind::network, 0, "No server answers at " + origin + "."};
}

/// "name: value" lines.
wire::Headers parse_headers(std::string_view text) {
    wire::Headers headers;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        const auto colon = line.find(':');
        if (colon == std::string_view::npos) continue;
        headers.emplace_back(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1)));
    }
    return headers;
}

wire::Headers response_headers(emscripten_fetch_t* fetch) {
    const std::size_t length = emscripten_fetch_get_response_headers_length(fetch);
    std::string text(length + 1, '\0');
    emscripten_fetch_get_response_headers(fetch, text.data(), text.size());
    text.resize(std::strlen(text.c_str()));
    return parse_headers(text);
}

}  // namespace

/// One request on its way. It stays in memory, with the body and headers that Emscripten points into, until
/// closed.
struct FetchTransport::Exchange {
    FetchTransport* transport = nullptr;
    run::Call call;
    wire::KeyMask mask{""};  ///< of what comes back
    run::TransportEvents* events = nullptr;
    emscripten_fetch_t* fetch = nullptr;
    bool head_sent = false;
    bool over = false;  ///< ended or cancelled: every later callback is ignored

    bool send_head() {
        if (head_sent) return !over;
        head_sent = true;
        transport->answered_.insert(wire::origin_of(call.request.url));
        events->on_head(call.id, {static_cast<int>(fetch->status), response_headers(fetch)});
        return !over;
    }

    void send_bytes(std::string_view bytes) {
        if (!mask.active()) return events->on_bytes(call.id, bytes);
        if (const std::string masked = mask.take(bytes); !masked.empty()) events->on_bytes(call.id, masked);
    }

    /// A page is not told why it may not read an answer. Of a server on this machine it can find out;
    /// elsewhere it might be a wrong key as well.
    void fail_unseen() {
        if (transport->answered_.count(wire::origin_of(call.request.url)) > 0)
            return end({false, gone(call.request.url)});
        if (!wire::is_loopback(call.request.url)) return end({false, unreachable()});
        transport->ask_why(call.id);
    }

    void end(const run::CallEnd& how) {
        if (const std::string rest = mask.rest(); !rest.empty()) events->on_bytes(call.id, rest);
        if (over) return;
        over = true;
        run::TransportEvents& receiver = *events;
        const run::CallId id = call.id;
        transport->retire(id);
        receiver.on_end(id, how);
    }
};

/// What Emscripten calls. It may do so before emscripten_fetch has returned.
struct FetchTransport::Callbacks {
    /// Runs `handle` on a request that is not over, and tells the shell afterwards.
    template <class Handle>
    static void with_live(emscripten_fetch_t* fetch, Handle handle) {
        auto* exchange = static_cast<Exchange*>(fetch->userData);
        if (exchange->over) return;
        exchange->fetch = fetch;
        FetchTransport& transport = *exchange->transport;
        handle(*exchange);
        if (transport.after_event) transport.after_event();
    }

    static void on_state(emscripten_fetch_t* fetch) {
        if (fetch->readyState != headers_received || fetch->status == 0) return;
        with_live(fetch, [](Exchange& exchange) { exchange.send_head(); });
    }

    static void on_progress(emscripten_fetch_t* fetch) {
        if (fetch->data != nullptr && fetch->numBytes > 0) {
            with_live(fetch, [fetch](Exchange& exchange) {
                const std::string_view bytes(fetch->data, static_cast<std::size_t>(fetch->numBytes));
                if (exchange.send_head()) exchange.send_bytes(bytes);
            });
        }
        if constexpr (chunk_is_freed_after_callback) fetch->data = nullptr;
    }

    static void on_load(emscripten_fetch_t* fetch) {
        with_live(fetch, [fetch](Exchange& exchange) {
            if (fetch->status == 0) return exchange.end({false, unreachable()});
            if (exchange.send_head()) exchange.end({});
        });
    }

    /// A failure, or the proper end of a response whose status is not 2xx: that one is `done`.
    static void on_error(emscripten_fetch_t* fetch) {
        if (fetch->status != 0 && fetch->readyState == done) return on_load(fetch);
        with_live(fetch, [](Exchange& exchange) {
            if (!exchange.head_sent) return exchange.fail_unseen();
            exchange.end(
                {false, {ErrorKind::network, 0, "The connection was lost before the answer was complete."}});
        });
    }
};

FetchTransport::FetchTransport() = default;
FetchTransport::~FetchTransport() = default;

void FetchTransport::start(run::Call call, run::TransportEvents& events) {
    const run::CallId id = call.id;
    auto exchange = std::make_unique<Exchange>();
    exchange->transport = this;
    exchange->call = std::move(call);
    if (exchange->call.authorization) exchange->mask = wire::KeyMask(exchange->call.authorization->second);
    exchange->events = &events;
    open_[id] = std::move(exchange);
    to_start_.push_back(id);
    schedule_flush();
}

void FetchTransport::ask_why(run::CallId id) {
    const auto it = open_.find(id);
    if (it == open_.end()) return;
    moa_page_ask_why(
        it->second->call.request.url.c_str(), static_cast<double>(id),
        [](void* self, double id, int why) {
            auto& transport = *static_cast<FetchTransport*>(self);
            const auto still = transport.open_.find(static_cast<run::CallId>(id));
            if (still == transport.open_.end()) return;  // cancelled meanwhile
            still->second->end({false, failure_for(static_cast<Why>(why), still->second->call.request.url)});
            if (transport.after_event) transport.after_event();
        },
        this);
}

void FetchTransport::cancel(run::CallId id) {
    const auto it = open_.find(id);
    if (it == open_.end()) return;
    it->second->over = true;
    retire(id);
}

void FetchTransport::retire(run::CallId id) {
    const auto it = open_.find(id);
    if (it == open_.end()) return;
    if (it->second->fetch != nullptr) {
        moa_page_fetch_silence(it->second->fetch->id);
        to_close_.push_back(std::move(it->second));
        schedule_flush();
    }
    open_.erase(it);
}

void FetchTransport::schedule_flush() {
    if (flush_scheduled_) return;
    flush_scheduled_ = true;
    moa_page_microtask([](void* self) { static_cast<FetchTransport*>(self)->flush(); }, this);
}

void FetchTransport::flush() {
    flush_scheduled_ = false;
    for (auto& exchange : std::exchange(to_close_, {}))
        emscripten_fetch_close(exchange->fetch);
    for (const run::CallId id : std::exchange(to_start_, {})) {
        const auto it = open_.find(id);
        if (it == open_.end()) continue;  // cancelled before it began
        Exchange& exchange = *it->second;

        // Nothing but these two headers goes out: others fail the preflights of strict servers.
        std::vector<const char*> headers;
        for (const auto& [name, value] : exchange.call.request.headers) {
            if (name == "Content-Type" || name == "content-type") {
                headers.insert(headers.end(), {"Content-Type", value.c_str()});
            }
        }
        if (const auto& authorization = exchange.call.authorization) {
            headers.insert(headers.end(), {"Authorization", authorization->second.c_str()});
        }
        headers.push_back(nullptr);

        emscripten_fetch_attr_t attributes;
        emscripten_fetch_attr_init(&attributes);
        exchange.call.request.method.copy(attributes.requestMethod, sizeof attributes.requestMethod - 1);
        attributes.attributes =
            EMSCRIPTEN_FETCH_LOAD_TO_MEMORY | EMSCRIPTEN_FETCH_STREAM_DATA | EMSCRIPTEN_FETCH_REPLACE;
        attributes.requestHeaders = headers.data();
        attributes.requestData = exchange.call.request.body.data();
        attributes.requestDataSize = exchange.call.request.body.size();
        attributes.userData = &exchange;
        attributes.onreadystatechange = Callbacks::on_state;
        attributes.onprogress = Callbacks::on_progress;
        attributes.onsuccess = Callbacks::on_load;
        attributes.onerror = Callbacks::on_error;
        emscripten_fetch_t* fetch = emscripten_fetch(&attributes, exchange.call.request.url.c_str());
        // A request that ended at once has left open_, but not memory: it waits in to_close_.
        if (const auto still = open_.find(id); still != open_.end()) {
            if (fetch == nullptr) {
                still->second->end({false, unreachable()});
                if (after_event) after_event();
            } else {
                still->second->fetch = fetch;
            }
        }
    }
}

}  // namespace moa::web
