#include "session/model_access.hpp"

#include <string>
#include <utility>

namespace moa::session {
namespace {

Error locked_key(const mixture::Provider& provider) {
    return {ErrorKind::locked_key, 0, "The saved key for " + provider.label + " is locked."};
}

}  // namespace

ModelAccess::ModelAccess(ModelPorts ports, CredentialStore* keeper, const Configuration& configuration)
    : ports_(ports),
      keeper_(keeper),
      configuration_(configuration),
      requests_(std::move(ports), book_, [this] { ++revision_; }) {}

std::optional<Error> ModelAccess::set_key(std::string_view provider, std::string_view key) {
    const mixture::Provider* known = mixture::find_provider(configuration_.providers(), provider);
    if (known == nullptr) return mixture::unknown_provider(provider);
    std::string refusal = key.empty() ? std::string() : keys_.refusal(known->label, known->base_url, key);
    if (!refusal.empty()) return invalid_input(std::move(refusal));
    (void)keys_.set(provider, known->base_url, key);
    ++revision_;
    return std::nullopt;
}

void ModelAccess::allow_http_keys(std::string_view base_url, bool allowed) {
    if (allowed) {
        keys_.allow_http(base_url);
    } else {
        keys_.forbid_http(base_url);
        requests_.stop_check();  // it has a copy
    }
    ++revision_;
}

bool ModelAccess::has_key(std::string_view provider) const {
    const mixture::Provider* known = mixture::find_provider(configuration_.providers(), provider);
    return known != nullptr && keys_.has(provider, known->base_url);
}

std::optional<Error> ModelAccess::cannot_call(const mixture::Agent& agent) const {
    const mixture::Provider* provider = mixture::find_provider(configuration_.providers(), agent.provider);
    if (provider == nullptr) return mixture::unknown_provider(agent.provider);
    if (locked_out(*provider)) return locked_key(*provider);
    if (!provider->needs_key() || keys_.has(provider->name, provider->base_url)) return std::nullopt;
    return Error{ErrorKind::missing_key, 0,
                 "No API key is set for " + provider->label + ". Add one, or choose the scripted demo."};
}

void ModelAccess::add_keys(const Credentials& keys) {
    keys_.merge(keys);
    ++revision_;
}

void ModelAccess::offer_keys(const Credentials& keys) {
    keys_.fill(keys);
    ++revision_;
}

void ModelAccess::drop_key(std::string_view provider, std::string_view base_url) {
    keys_.forget(provider, base_url);
    requests_.stop_check();  // it has a copy
    ++revision_;
}

bool ModelAccess::locked_out(const mixture::Provider& provider) const {
    return keeper_ != nullptr && keeper_->lock_state() == LockState::locked &&
           !keys_.has(provider.name, provider.base_url) && keeper_->has(provider);
}

bool ModelAccess::unlock_after(const Error& refusal, std::function<void()> then) {
    if (keeper_ == nullptr || refusal.kind != ErrorKind::locked_key) return false;
    keeper_->unlock(std::move(then));
    return true;
}

std::optional<Error> ModelAccess::forget_key(const mixture::Provider& provider) {
    drop_key(provider.name, provider.base_url);
    if (keeper_ == nullptr || !keeper_->has(provider)) return std::nullopt;
    return keeper_->forget(provider);
}

void ModelAccess::remember_models(const ModelBook& kept) {
    book_.merge(kept);
    ++revision_;
}

std::optional<Error> ModelAccess::load_models(const mixture::Provider& provider, std::string_view key,
                                              bool allows_http) {
    const Result<Credentials> keys = keys_with(provider, key, allows_http);
    if (!keys && unlock_after(keys.error(), [this, provider] { (void)load_models(provider); }))
        return std::nullopt;
    if (!keys) return keys.error();
    requests_.load(provider, keys.value());
    return std::nullopt;
}

std::optional<Error> ModelAccess::check(const Setup& setup) {
    const Result<ResolvedSetup> resolved = resolve_setup(setup, configuration_.providers());
    if (!resolved) return resolved.error();
    const auto* provider = mixture::find_provider(resolved.value().providers, setup.provider);
    const Result<Credentials> keys = keys_with(*provider, {}, false);
    if (!keys && unlock_after(keys.error(), [this, setup] { (void)check(setup); })) return std::nullopt;
    if (!keys) return keys.error();
    requests_.check(probe_targets(resolved.value().recipe, resolved.value().providers), keys.value());
    return std::nullopt;
}

std::optional<Error> ModelAccess::check(const mixture::Recipe& recipe) {
    auto targets = probe_targets(recipe, configuration_.providers());
    if (targets.empty()) return invalid_input("No agent of this recipe has a model yet.");
    for (const ProbeTarget& target : targets) {
        if (locked_out(target.provider) &&
            unlock_after(locked_key(target.provider), [this, recipe] { (void)check(recipe); }))
            return std::nullopt;
    }
    requests_.check(std::move(targets), keys_);
    return std::nullopt;
}

Result<Credentials> ModelAccess::keys_with(const mixture::Provider& provider, std::string_view key,
                                           bool allows_http) const {
    Credentials keys = keys_;
    if (allows_http) keys.allow_http(provider.base_url);
    if (!key.empty()) {
        std::string refusal = keys.refusal(provider.label, provider.base_url, key);
        if (!refusal.empty()) return invalid_input(std::move(refusal));
        (void)keys.set(provider.name, provider.base_url, key);
    }
    if (key.empty() && locked_out(provider)) return locked_key(provider);
    if (provider.needs_key() && !keys.has(provider.name, provider.base_url)) {
        return Error{ErrorKind::missing_key, 0,
                     "No API key is set for " + provider.label + ". Enter one to call its models."};
    }
    return keys;
}

mixture::PriceList ModelAccess::prices_of(const mixture::Recipe& recipe) const {
    return price_list(book_, recipe, configuration_.providers());
}

run::KnownModels ModelAccess::known_models_of(const mixture::Recipe& recipe) const {
    return known_models(book_, Experience(), recipe, configuration_.providers());
}

void ModelAccess::remember_experience(Experience kept) {
    experience_ = std::move(kept);
    ++revision_;
}

void ModelAccess::learn(const run::RunState& ended) {
    experience_.learn(ended, configuration_.providers());
    ++revision_;
}

}  // namespace moa::session
