// What a workspace knows of providers: their keys and their models.
#include <utility>

#include "session/workspace.hpp"

namespace moa::session {
namespace {

Error not_a_key(const mixture::Provider& provider, std::string_view key) {
    return invalid_input(KeyRing::refusal(provider.label, provider.base_url, key));
}

}  // namespace

std::optional<Error> Workspace::set_key(std::string_view provider, std::string_view key) {
    const mixture::Provider* known = mixture::find_provider(providers_, provider);
    if (known == nullptr) {
        return refuse(invalid_input("The provider \"" + std::string(provider) + "\" is not known."));
    }
    if (!keys_.set(provider, known->base_url, key)) return refuse(not_a_key(*known, key));
    notice_.reset();
    ++revision_;
    return std::nullopt;
}

std::optional<Error> Workspace::cannot_apply(const Setup& setup, std::string_view key) const {
    if (running()) return invalid_input("A run is going; stop it before changing the models.");
    const Result<ResolvedSetup> resolved = resolve_setup(setup, mixture::known_providers());
    if (!resolved) return resolved.error();
    const auto* provider = mixture::find_provider(resolved.value().providers, setup.provider);
    KeyRing checked;
    if (!checked.set(provider->name, provider->base_url, key)) return not_a_key(*provider, key);
    return std::nullopt;
}

std::optional<Error> Workspace::apply_setup(const Setup& setup, std::string_view key) {
    if (auto error = cannot_apply(setup, key)) return refuse(std::move(*error));
    if (auto error = apply_setup(setup)) return error;
    return key.empty() ? std::nullopt : set_key(setup.provider, key);
}

bool Workspace::has_key(std::string_view provider) const {
    const mixture::Provider* known = mixture::find_provider(providers_, provider);
    return known != nullptr && keys_.has(provider, known->base_url);
}

void Workspace::add_keys(const KeyRing& keys) {
    keys_.merge(keys);
    ++revision_;
}

void Workspace::offer_keys(const KeyRing& keys) {
    keys_.fill(keys);
    ++revision_;
}

std::optional<Error> Workspace::forget_key(const mixture::Provider& provider) {
    keys_.forget(provider.name, provider.base_url);
    ++revision_;
    if (ports_.key_keeper == nullptr || !ports_.key_keeper->has(provider)) return std::nullopt;
    return ports_.key_keeper->forget(provider);
}

ModelPorts Workspace::model_ports() {
    return {ports_.network, &simulated_, ports_.clock, [this] { return today(); }};
}

void Workspace::remember_models(const ModelBook& kept) {
    book_.merge(kept);
    ++revision_;
}

std::optional<Error> Workspace::load_models(const Setup& setup, std::string_view key) {
    const Result<mixture::Provider> provider = provider_of(setup, mixture::known_providers());
    if (!provider) return provider.error();
    const Result<KeyRing> keys = keys_with(provider.value(), key);
    if (!keys) return keys.error();
    requests_->load(provider.value(), keys.value());
    return std::nullopt;
}

std::optional<Error> Workspace::check_models(const Setup& setup, std::string_view key) {
    if (running()) return invalid_input("A run is going; stop it before checking the models.");
    const Result<ResolvedSetup> resolved = resolve_setup(setup, mixture::known_providers());
    if (!resolved) return resolved.error();
    const auto* provider = mixture::find_provider(resolved.value().providers, setup.provider);
    const Result<KeyRing> keys = keys_with(*provider, key);
    if (!keys) return keys.error();
    requests_->check(probe_targets(resolved.value().recipe, resolved.value().providers), keys.value());
    return std::nullopt;
}

std::optional<Error> Workspace::check_recipe(const mixture::Recipe& recipe) {
    if (running()) return invalid_input("A run is going; stop it before checking the models.");
    auto targets = probe_targets(recipe, providers());
    if (targets.empty()) return invalid_input("No agent of this recipe has a model yet.");
    requests_->check(std::move(targets), keys_);
    return std::nullopt;
}

void Workspace::stop_check() {
    requests_->stop_check();
}

Result<KeyRing> Workspace::keys_with(const mixture::Provider& provider, std::string_view key) const {
    KeyRing keys = keys_;
    if (!key.empty() && !keys.set(provider.name, provider.base_url, key)) return not_a_key(provider, key);
    if (provider.needs_key() && !keys.has(provider.name, provider.base_url)) {
        return Error{
            ErrorKind::missing_key, 0,
            "No API key is set for " + provider.label + ". Enter one, then its models can be asked."};
    }
    return keys;
}

}  // namespace moa::session
