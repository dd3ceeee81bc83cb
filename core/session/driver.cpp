#include "session/driver.hpp"

#include <utility>
#include <vector>

#include "run/call_mask.hpp"

namespace moa::session {

Driver::Driver(DriverPorts ports, run::RunSpec spec, run::RunObserver* observer)
    : ports_(std::move(ports)), run_(std::move(spec), observer) {}

Driver::~Driver() {
    for (const auto& [id, transport] : in_flight_)
        transport->cancel(id);
}

void Driver::start() {
    started_at_ = ports_.clock();
    perform(run_.start(started_at_));
}

void Driver::stop() {
    perform(run_.stop(ports_.clock()));
}

void Driver::adopt(run::RunState state) {
    const Millis now = ports_.clock();
    started_at_ = now - state.latest;
    perform(run_.adopt(std::move(state), now));
}

void Driver::use_recipe(mixture::Recipe recipe) {
    perform(run_.use_recipe(std::move(recipe), ports_.clock()));
}

void Driver::change(run::GraphCommand command) {
    perform(run_.change(std::move(command), ports_.clock()));
}

void Driver::rerun(run::NodeId node) {
    perform(run_.rerun(node, ports_.clock()));
}

void Driver::tick() {
    perform(run_.on_tick(ports_.clock()));
}

Millis Driver::next_wake() const {
    return run_.next_wake();
}

Millis Driver::elapsed() const {
    return started_at_ == no_time ? 0 : ports_.clock() - started_at_;
}

void Driver::on_connected(run::CallId id) {
    perform(run_.on_connected(id, ports_.clock()));
}

void Driver::on_head(run::CallId id, const wire::ResponseHead& head) {
    perform(run_.on_head(id, head, ports_.clock()));
}

void Driver::on_bytes(run::CallId id, std::string_view bytes) {
    perform(run_.on_bytes(id, bytes, ports_.clock()));
}

void Driver::on_end(run::CallId id, const run::CallEnd& end) {
    in_flight_.erase(id);
    perform(run_.on_end(id, end, ports_.clock()));
}

void Driver::perform(run::Effects effects) {
    for (const run::CallId id : effects.cancel) {
        const auto it = in_flight_.find(id);
        if (it == in_flight_.end()) continue;
        run::Transport* transport = it->second;
        in_flight_.erase(it);
        transport->cancel(id);
    }
    std::vector<run::CallId> connected;
    for (run::CallRequest& wanted : effects.start) {
        run::Transport& transport = transport_of(wanted.request.url);
        in_flight_.emplace(wanted.id, &transport);
        run::Call call;
        call.id = wanted.id;
        call.node = wanted.node;
        call.authorization = ports_.keys->authorization(wanted.provider, wanted.request.url);
        call.own_headers = ports_.keys->headers(wanted.provider, wanted.request.url);
        if (const wire::KeyMask mask = run::mask_of(call); mask.active()) run_.mask_key(call.id, mask);
        call.request = std::move(wanted.request);
        transport.start(std::move(call), *this);
        if (!transport.reports_connection()) connected.push_back(wanted.id);
    }
    // Told once all calls are out: the run may cancel some of them now.
    for (const run::CallId id : connected)
        perform(run_.on_connected(id, ports_.clock()));
}

run::Transport& Driver::transport_of(std::string_view url) {
    constexpr std::string_view simulated_scheme = "simulated:";
    return url.substr(0, simulated_scheme.size()) == simulated_scheme ? *ports_.simulated : *ports_.network;
}

}  // namespace moa::session
