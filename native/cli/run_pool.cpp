#include "native/cli/run_pool.hpp"

#include <algorithm>
#include <utility>

#include "native/cli/model_queries.hpp"

namespace moa::cli {
namespace {

/// More calls than any run makes, so that runs at once never share an ID.
constexpr run::CallId calls_of_a_run = run::CallId{1} << 24U;

}  // namespace

RunPool::RunPool(SignalScope& signals, const session::Credentials& keys)
    : signals_(signals), keys_(keys), simulated_(&now, simulate::Pace{}) {
    simulated_.set_disturbance([this](const wire::HttpRequest& request, simulate::TimedResponse& response) {
        skilled_.answer(request, response);
    });
}

bool RunPool::run(std::size_t parallel, const std::function<std::optional<PoolJob>()>& next) {
    bool stopped = false;
    bool more = true;
    for (;;) {
        while (more && !stopped && active_.size() < parallel) {
            std::optional<PoolJob> job = next();
            more = job.has_value();
            if (job) begin(std::move(*job));
        }
        deliver();
        const std::size_t before = active_.size();
        settle();
        if (active_.size() < before) more = true;
        if (active_.empty() && (!more || stopped)) return !stopped;
        if (active_.size() < before) continue;
        if (signals_.stop_requested() && !stopped) {
            stopped = true;
            for (Active& each : active_)
                each.driver->stop();
            continue;
        }
        if (signals_.take_suspend()) suspend_process();
        signals_.wait_until(next_wake());
    }
}

void RunPool::begin(PoolJob job) {
    if (!network_ && !mixture::calls_no_model(job.spec.recipe, job.spec.providers))
        network_ = std::make_unique<native::CurlTransport>([this] { signals_.wake(); });
    job.spec.first_call_id = next_call_id_;
    next_call_id_ += calls_of_a_run;
    job.spec.scheduler = &scheduler_;
    job.spec.utc_start_ms = utc_seconds() * 1000;
    job.spec.seed = job.spec.first_call_id;
    run::RunSpec spec = std::move(job.spec);
    Active& active = active_.emplace_back(Active{std::move(job), nullptr});
    active.driver =
        std::make_unique<session::Driver>(session::DriverPorts{network_.get(), &simulated_, &now, &keys_},
                                          std::move(spec), active.job.log.get());
    if (active.job.recorded) {
        active.driver->adopt(std::move(*active.job.recorded));
        active.driver->change({run::Change::resume, {}, {}, {}, {}});
    } else {
        active.driver->start();
    }
}

void RunPool::deliver() {
    if (network_) {
        const Millis due = next_wake();
        if (due != no_time && due <= now()) network_->catch_up();
        network_->deliver();
    }
    simulated_.deliver();
}

void RunPool::settle() {
    for (std::size_t i = 0; i < active_.size();) {
        active_[i].driver->tick();
        if (active_[i].driver->state().running()) {
            ++i;
            continue;
        }
        const Active ended = std::move(active_[i]);
        active_.erase(active_.begin() + static_cast<std::ptrdiff_t>(i));
        if (ended.job.done) ended.job.done(ended.driver->state());
    }
}

Millis RunPool::next_wake() const {
    Millis next = simulated_.next_due();
    for (const Active& each : active_)
        next = earlier(next, each.driver->next_wake());
    return next;
}

}  // namespace moa::cli
