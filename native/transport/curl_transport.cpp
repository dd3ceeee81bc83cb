#include "native/transport/curl_transport.hpp"

#include <curl/curl.h>

#include <chrono>
#include <iterator>
#include <memory>
#include <utility>

#include "native/transport/curl_exchange.hpp"

namespace moa::native {
namespace {

/// libcurl's global state is set up once per process and kept to its end.
bool curl_is_ready() {
    static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    return ready;
}

run::CallEnd no_connection() {
    return {false, {ErrorKind::network, 0, "Could not set up a connection."}};
}

using Clock = std::chrono::steady_clock;

/// Many streams at once bring a few bytes each, thousands of times a second. Passes over them are kept this
/// far apart, so that one pass takes what several have brought: a third of the processor time, and far below
/// what an eye notices. After a quiet moment there is no delay.
constexpr std::chrono::milliseconds pass_interval{3};

/// What has arrived and was not taken yet: where it is more, the sockets are left alone, and TCP holds the
/// server back.
constexpr std::size_t most_undelivered = std::size_t{1} << 20U;

struct MultiCleanup {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};

}  // namespace

/// The network thread's side. `wakeup` alone may be called from another thread.
class CurlTransport::Network {
  public:
    explicit Network(CurlTransport& owner)
        : owner_(owner), multi_(curl_is_ready() ? curl_multi_init() : nullptr) {
        if (multi_) curl_multi_setopt(multi_.get(), CURLMOPT_PIPELINING, CURLPIPE_MULTIPLEX);
    }
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;
    ~Network() {
        for (const auto& [id, exchange] : exchanges_)
            curl_multi_remove_handle(multi_.get(), exchange->handle());
    }

    bool usable() const { return multi_ != nullptr; }
    void wakeup() { curl_multi_wakeup(multi_.get()); }

    void loop() {
        while (take_commands()) {
            const std::uint64_t wanted = owner_.passes_wanted();
            int running = 0;
            curl_multi_perform(multi_.get(), &running);
            collect_ends();
            publish();
            owner_.pass_ended(wanted);
            const auto passed_at = Clock::now();
            // Sockets, libcurl's own timers and `wakeup` end the wait; the time is only a bound.
            curl_multi_poll(multi_.get(), nullptr, 0, 60'000, nullptr);
            owner_.wait_for_command(passed_at + pass_interval);
            owner_.wait_for_room();
        }
    }

  private:
    /// False when the transport is being destroyed.
    bool take_commands() {
        std::vector<Command> commands;
        {
            const std::lock_guard lock(owner_.commands_mutex_);
            if (owner_.stopping_) return false;
            commands.swap(owner_.commands_);
        }
        for (Command& command : commands) {
            if (auto* starting = std::get_if<StartCommand>(&command)) {
                open(std::move(starting->call));
            } else if (const auto* ending = std::get_if<CancelCommand>(&command)) {
                close(ending->id);
            }
        }
        return true;
    }

    void open(run::Call call) {
        const run::CallId id = call.id;
        auto exchange = std::make_unique<CurlExchange>(std::move(call), reports_);
        if (!exchange->handle() || curl_multi_add_handle(multi_.get(), exchange->handle()) != CURLM_OK) {
            reports_.push_back({id, no_connection()});
            return;
        }
        exchanges_.emplace(id, std::move(exchange));
    }

    /// Removing a handle in mid-transfer closes its connection, or resets its HTTP/2 stream.
    void close(run::CallId id) {
        const auto found = exchanges_.find(id);
        if (found == exchanges_.end()) return;
        curl_multi_remove_handle(multi_.get(), found->second->handle());
        exchanges_.erase(found);
    }

    void collect_ends() {
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg != CURLMSG_DONE) continue;
            CurlExchange* exchange = nullptr;
            curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &exchange);
            exchange->finish(message->data.result);
            close(exchange->id());
        }
    }

    void publish() {
        if (reports_.empty()) return;
        std::size_t bytes = 0;
        for (const Report& report : reports_) {
            if (const auto* part = std::get_if<std::string>(&report.content)) bytes += part->size();
        }
        bool was_empty = false;
        {
            const std::lock_guard lock(owner_.reports_mutex_);
            owner_.undelivered_ += bytes;
            was_empty = owner_.reports_.empty();
            if (was_empty) {
                owner_.reports_.swap(reports_);
            } else {
                owner_.reports_.insert(owner_.reports_.end(), std::make_move_iterator(reports_.begin()),
                                       std::make_move_iterator(reports_.end()));
            }
        }
        reports_.clear();
        if (was_empty) owner_.wake_();
    }

    CurlTransport& owner_;
    std::vector<Report> reports_;  ///< not published yet
    std::unique_ptr<CURLM, MultiCleanup> multi_;
    std::unordered_map<run::CallId, std::unique_ptr<CurlExchange>> exchanges_;
};

CurlTransport::CurlTransport(std::function<void()> wake)
    : wake_(std::move(wake)), network_(std::make_unique<Network>(*this)) {
    if (network_->usable()) thread_ = std::thread([this] { network_->loop(); });
}

CurlTransport::~CurlTransport() {
    if (!thread_.joinable()) return;
    {
        const std::lock_guard lock(commands_mutex_);
        stopping_ = true;
        command_posted_.notify_one();
    }
    network_->wakeup();
    thread_.join();
}

void CurlTransport::start(run::Call call, run::TransportEvents& events) {
    receivers_[call.id] = &events;
    if (!network_->usable()) {
        const std::lock_guard lock(reports_mutex_);
        reports_.push_back({call.id, no_connection()});
        wake_();
        return;
    }
    post(StartCommand{std::move(call)});
}

void CurlTransport::cancel(run::CallId id) {
    if (receivers_.erase(id) > 0 && network_->usable()) post(CancelCommand{id});
}

void CurlTransport::catch_up() {
    if (!thread_.joinable()) return;
    std::unique_lock lock(commands_mutex_);
    const std::uint64_t wanted = ++passes_wanted_;
    command_posted_.notify_one();
    network_->wakeup();
    pass_ended_.wait(lock, [&] { return passes_ended_ >= wanted; });
}

std::uint64_t CurlTransport::passes_wanted() {
    const std::lock_guard lock(commands_mutex_);
    return passes_wanted_;
}

void CurlTransport::pass_ended(std::uint64_t wanted) {
    const std::lock_guard lock(commands_mutex_);
    passes_ended_ = wanted;
    pass_ended_.notify_all();
}

void CurlTransport::post(Command command) {
    {
        const std::lock_guard lock(commands_mutex_);
        commands_.push_back(std::move(command));
        command_posted_.notify_one();
    }
    network_->wakeup();
}

void CurlTransport::wait_for_command(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(commands_mutex_);
    command_posted_.wait_until(
        lock, deadline, [&] { return stopping_ || !commands_.empty() || passes_wanted_ > passes_ended_; });
}

void CurlTransport::wait_for_room() {
    if (undelivered_ <= most_undelivered) return;
    std::unique_lock lock(commands_mutex_);
    command_posted_.wait(lock, [&] {
        return stopping_ || !commands_.empty() || passes_wanted_ > passes_ended_ ||
               undelivered_ <= most_undelivered;
    });
}

bool CurlTransport::deliver() {
    std::size_t taken = 0;
    {
        const std::lock_guard lock(reports_mutex_);
        delivering_.swap(reports_);
        taken = undelivered_.exchange(0);
    }
    if (taken > most_undelivered) {
        const std::lock_guard lock(commands_mutex_);
        command_posted_.notify_one();
    }
    bool delivered = false;
    for (Report& report : delivering_) {
        const auto receiver = receivers_.find(report.id);
        if (receiver == receivers_.end()) continue;  // cancelled meanwhile
        run::TransportEvents& events = *receiver->second;
        delivered = true;
        if (const auto* bytes = std::get_if<std::string>(&report.content)) {
            events.on_bytes(report.id, *bytes);
        } else if (std::holds_alternative<Connected>(report.content)) {
            events.on_connected(report.id);
        } else if (const auto* head = std::get_if<wire::ResponseHead>(&report.content)) {
            events.on_head(report.id, *head);
        } else if (const auto* end = std::get_if<run::CallEnd>(&report.content)) {
            receivers_.erase(receiver);
            events.on_end(report.id, *end);
        }
    }
    delivering_.clear();
    return delivered;
}

}  // namespace moa::native
