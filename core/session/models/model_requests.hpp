// Asks providers about their models: their lists, and probes of single models. What comes of it goes into a
// ModelBook.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "session/driver.hpp"
#include "session/models/model_book.hpp"
#include "wire/key_mask.hpp"
#include "wire/server_facts.hpp"

namespace moa::session {

/// What a shell supplies. Everything must outlive the requests.
struct ModelPorts {
    run::Transport* network = nullptr;    ///< real HTTP
    run::Transport* simulated = nullptr;  ///< the embedded provider
    std::function<Millis()> clock;        ///< monotonic
    std::function<UtcSeconds()> utc;      ///< the date now; may be empty: then nothing has a date
};

/// Limits of one request, in milliseconds: a connection within 10 s (as recipes have it by default), a list
/// within 30 s, a probe within 60 s, since a server at home may have to load the model first.
inline constexpr Millis model_connect_ms = 10'000;
inline constexpr Millis model_list_ms = 30'000;
inline constexpr Millis probe_ms = 60'000;
/// What a server of the user's own says of itself comes from memory.
inline constexpr Millis server_facts_ms = 5'000;
/// Of so many models it is asked one by one.
inline constexpr std::size_t most_models_asked = 32;

/// Probes at once per server, unless the provider takes fewer (Provider::max_concurrent).
inline constexpr int probes_at_once = 4;

/// The answer to GET /models as it arrives.
struct ListReading {
    int status = 0;
    std::string location;  ///< of a redirect
    std::string body;
};

/// One question to a server of the user's own, and those that follow it.
struct ServerFactsReading {
    struct Step {
        wire::ServerQuestion question = wire::ServerQuestion::llama_props;
        std::string model;  ///< that it is about; may be empty
    };
    std::deque<Step> steps;  ///< the first is the one that is asked
    int status = 0;
    std::string body;
};

class ModelRequests final : public run::TransportEvents {
  public:
    /// `changed` may be empty; it is called after whatever can be seen has changed, and must not call back.
    ModelRequests(ModelPorts ports, ModelBook& book, std::function<void()> changed);
    ~ModelRequests();  // cancels what is in flight
    ModelRequests(const ModelRequests&) = delete;
    ModelRequests& operator=(const ModelRequests&) = delete;

    /// Asks for the provider's list, with the key that `keys` have for it now, and a server of the user's own
    /// then for what it says of itself, which becomes part of the list. Nothing happens while the same list
    /// is on its way already. Where nothing is found at the base URL, the one that is more likely meant is
    /// asked once, see moved_to; the list is then known at both.
    void load(const mixture::Provider& provider, const Credentials& keys);
    /// Probes each target, instead of what a check before may have left to ask. A target that needs a key
    /// and has none is not asked, and unclear. Where a model turns out to be gone, the provider's list is
    /// asked for too, once, so that the nearest model can be told.
    void check(std::vector<ProbeTarget> targets, const Credentials& keys);
    /// Ends the check: what has not answered keeps the result it had before.
    void stop_check();
    /// Ends everything.
    void stop();

    /// Call at `next_wake` or at any other time.
    void tick();
    /// When a limit runs out next, or no_time.
    Millis next_wake() const;
    /// Nothing is on its way or waiting.
    bool idle() const { return in_flight_.empty() && waiting_.empty(); }

    bool loading(const mixture::Provider& provider) const;
    /// Why the provider's list could not be loaded the last time; nullptr when it could or nobody asked.
    const Error* load_error(const mixture::Provider& provider) const;
    /// The base URL of the same origin at which the provider answered, where it did not at its own; nullptr
    /// otherwise.
    const std::string* moved_to(const mixture::Provider& provider) const;
    /// Whether the list was loaded by this object, and not only remembered.
    bool loaded(const mixture::Provider& provider) const;

    /// Whether probes are on their way or waiting.
    bool checking() const { return unanswered_ > 0; }
    /// Of the latest check: how many targets it had, and how many have a result.
    std::size_t check_size() const { return check_size_; }
    std::size_t checked() const { return check_size_ - unanswered_; }
    /// Whether this model's probe is on its way or waiting.
    bool checking(const mixture::Provider& provider, std::string_view model) const;

    void on_connected(run::CallId id) override;
    void on_head(run::CallId id, const wire::ResponseHead& head) override;
    void on_bytes(run::CallId id, std::string_view bytes) override;
    void on_end(run::CallId id, const run::CallEnd& end) override;

  private:
    using Place = std::pair<std::string, std::string>;  // provider, base URL

    struct Request {
        mixture::Provider provider;
        std::string model;  ///< of a probe
        std::variant<ListReading, ProbeReading, ServerFactsReading> reading;
        Credentials keys;                    ///< of a list, for the questions that follow it
        std::string tried_url;               ///< the base URL that is tried in place of the provider's own
        std::optional<Error> first_failure;  ///< and what came of that
        run::Transport* transport = nullptr;
        Millis sent_at = 0;
        bool connected = false;
        wire::KeyMask mask{std::string_view()};  ///< of the key it was sent with

        const std::string& base_url() const { return tried_url.empty() ? provider.base_url : tried_url; }
        /// The provider where it is asked.
        mixture::Provider there() const {
            mixture::Provider there = provider;
            there.base_url = base_url();
            return there;
        }
        bool is_probe() const { return std::holds_alternative<ProbeReading>(reading); }
        Millis deadline() const;
    };

    static Place place_of(const mixture::Provider& provider) { return {provider.name, provider.base_url}; }
    void send(Request request, const wire::HttpRequest& http, const Credentials& keys);
    void start_waiting();
    bool has_room(const mixture::Provider& provider) const;
    /// Takes the request off the list, cancelling its call where it still runs, and keeps what it came to.
    void settle(run::CallId id, std::optional<Error> failure, bool call_runs);
    void send_list(Request request);
    void send_probe(Request request);
    bool try_other_address(const Request& request, const Error& failure);
    void keep_list(const Request& request, std::optional<Error> failure);
    void fail_list(const Request& request, Error failure);
    void ask_server(const mixture::Provider& provider, std::deque<ServerFactsReading::Step> steps,
                    const Credentials& keys);
    void keep_facts(const Request& request);
    void keep_probe(const Request& request, const std::optional<Error>& failure);
    void keep_result(const Request& request, Verdict verdict, std::optional<Error> error);
    void tell() const;

    ModelPorts ports_;
    ModelBook& book_;
    std::function<void()> changed_;
    std::map<run::CallId, Request> in_flight_;
    std::deque<ProbeTarget> waiting_;
    Credentials keys_;  ///< of the check, as they were when it was asked for
    std::map<Place, Error> load_errors_;
    std::set<Place> loaded_;
    std::map<Place, std::string> moved_;
    std::size_t check_size_ = 0;
    std::size_t unanswered_ = 0;
    run::CallId next_id_;
};

}  // namespace moa::session
