#include "session/workspace.hpp"

#include <utility>
#include <vector>

#include "blank.hpp"
#include "mixture/base_url.hpp"

namespace moa::session {
namespace {

ModelPorts model_ports(const WorkspacePorts& ports, run::Transport& simulated) {
    ModelPorts models{ports.network, &simulated, ports.clock, {}};
    if (ports.utc_ms) models.utc = [utc_ms = ports.utc_ms] { return utc_ms() / 1000; };
    return models;
}

Error while_running(const std::string& what) {
    return invalid_input("A run is in progress; stop it before " + what + ".");
}

}  // namespace

Workspace::Workspace(const WorkspacePorts& ports)
    : clock_(ports.clock),
      simulated_(ports.clock, simulate::Pace{}),
      access_(model_ports(ports, simulated_), ports.credential_store, configuration_),
      conversation_({ports.network, &simulated_, ports.clock, ports.utc_ms}, ports.history, configuration_,
                    access_, notice_) {}

std::optional<Error> Workspace::apply_setup(const Setup& setup) {
    if (running()) return notice_.refuse(while_running("changing the models"));
    if (auto error = configuration_.apply(setup)) return notice_.refuse(std::move(*error));
    conversation_.set_aside();
    return std::nullopt;
}

std::optional<Error> Workspace::set_base_url(std::string_view provider, std::string_view base_url) {
    if (running()) return while_running("changing an address");
    return configuration_.set_base_url(provider, base_url);
}

std::optional<Error> Workspace::remove_provider(std::string_view provider) {
    if (running()) return while_running("removing an endpoint");
    return configuration_.remove_provider(provider);
}

void Workspace::allow_http_keys(std::string_view base_url, bool allowed) {
    access_.allow_http_keys(base_url, allowed);
    configuration_.touch();
}

std::optional<Error> Workspace::use_recipe(const mixture::Recipe& recipe) {
    if (running()) return notice_.refuse(while_running("changing the recipe"));
    if (auto error = configuration_.use(recipe)) return notice_.refuse(std::move(*error));
    conversation_.set_aside();
    return std::nullopt;
}

void Workspace::set_spend_cap(std::optional<double> usd) {
    if (usd && *usd <= 0) usd.reset();
    conversation_.set_spend_cap(usd);
    configuration_.set_spend_cap(usd);
}

std::optional<double> Workspace::spend_cap() const {
    const run::RunState& own = on_screen().own();
    const bool stopped_by_it = on_screen().has_own() && own.cap;
    return stopped_by_it ? own.recipe.max_cost_usd : configuration_.recipe().max_cost_usd;
}

std::optional<Error> Workspace::check_models(const Setup& setup) {
    if (running()) return while_running("checking the models");
    return access_.check(setup);
}

std::optional<Error> Workspace::check_recipe(const mixture::Recipe& recipe) {
    if (running()) return while_running("checking the models");
    return access_.check(recipe);
}

Workspace::Basis Workspace::estimate_basis() const {
    return {conversation_.draft(), configuration_.revision(), access_.revision(), on_screen().number(),
            conversation_.context_revision()};
}

const RunEstimate& Workspace::estimate() const {
    Basis basis = estimate_basis();
    if (estimate_ && estimate_basis_ == basis) return *estimate_;
    estimate_basis_ = std::move(basis);
    estimate_ = estimate_of(configuration_.recipe());
    return *estimate_;
}

RunEstimate Workspace::estimate_of(const mixture::Recipe& recipe) const {
    const std::vector<wire::ChatMessage> messages = conversation_.messages();
    const mixture::PriceList prices = access_.prices_of(recipe);
    const mixture::Providers providers = with_server_facts(configuration_.providers(), access_.book());
    const run::KnownModels models =
        known_models(access_.book(), access_.experience(), recipe, configuration_.providers());
    return estimate_run({recipe, messages, providers, prices, access_.experience(), models});
}

std::optional<Error> Workspace::cannot_run() const {
    if (running()) return invalid_input("A run is in progress; stop it first.");
    for (const mixture::Agent& agent : mixture::callees(configuration_.recipe())) {
        if (auto error = access_.cannot_call(agent)) return error;
    }
    if (is_blank(conversation_.draft())) return invalid_input("Type a question first.");
    return std::nullopt;
}

std::optional<Error> Workspace::run() {
    if (running() && !is_blank(conversation_.draft())) {
        set_asks_next(true);
        return std::nullopt;
    }
    if (auto error = cannot_run()) {
        (void)access_.unlock_after(*error, [this] { (void)run(); });
        return notice_.refuse(std::move(*error));
    }
    if (auto error = conversation_.ask(estimate())) return error;
    access_.stop_check();
    return std::nullopt;
}

void Workspace::set_asks_next(bool asks) {
    if (asks_next_ == asks) return;
    asks_next_ = asks;
    ++asks_revision_;
}

/// The draft stays where it cannot be asked: after a run without an answer it may be another question.
void Workspace::ask_next() {
    if (!asks_next_ || running()) return;
    set_asks_next(false);
    const run::RunStatus status = on_screen().own().status;
    const bool answered = status == run::RunStatus::complete || status == run::RunStatus::degraded;
    if (answered && !is_blank(conversation_.draft())) (void)run();
}

/// Where a provider answered at another base URL than its own (mixture::base_url_to_try), that is its own
/// from now on.
void Workspace::adopt_addresses() {
    if (running()) return;
    std::vector<std::pair<std::string, std::string>> found;
    for (const mixture::Provider& each : configuration_.providers()) {
        if (const std::string* moved = access_.requests().moved_to(each))
            found.emplace_back(each.name, *moved);
        if (!on_screen().live()) continue;
        for (const mixture::RecipeProvider& called : on_screen().own().recipe.providers) {
            if (called.name == each.name && called.base_url != each.base_url &&
                called.base_url == mixture::base_url_to_try(each.base_url))
                found.emplace_back(each.name, called.base_url);
        }
    }
    for (const auto& [name, address] : found) {
        if (configuration_.set_base_url(name, address)) continue;
        note({ErrorKind::io, 0, name + " answers at " + address + ", which is its address from now on."});
    }
}

void Workspace::tick() {
    simulated_.deliver();
    access_.tick();
    conversation_.tick();
    adopt_addresses();
    ask_next();
}

Millis Workspace::next_wake() const {
    if (asks_next_ && !running()) return clock_();
    return earlier(simulated_.next_due(), earlier(conversation_.next_wake(), access_.next_wake()));
}

std::uint64_t Workspace::revision() const {
    return 1 + asks_revision_ + notice_.revision() + configuration_.revision() + access_.revision() +
           conversation_.revision();
}

}  // namespace moa::session
