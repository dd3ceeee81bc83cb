#include "mixture/provider.hpp"

#include <algorithm>

#include "ascii.hpp"
#include "mixture/base_url.hpp"
#include "wire/http.hpp"

namespace moa::mixture {

namespace {

// Together: together-typescript src/client.ts (the base URL since 2026-04-28), its model list in dollars per
// million tokens. Neither its interface file nor Groq's names stream_options; Together takes them
// (any-llm issue 515 is their answer), Groq counts in x_groq.usage unasked.
Provider together() {
    Provider provider;
    provider.name = "together";
    provider.label = "Together";
    provider.base_url = "https://api.together.ai/v1";
    provider.key_variable = "TOGETHER_API_KEY";
    provider.key_page = "https://api.together.ai/settings/api-keys";
    provider.dialect.max_temperature = 1.0;
    provider.dialect.reasoning = wire::ReasoningDialect::together;
    provider.price_unit = wire::PriceUnit::usd_per_million;
    return provider;
}

// console.groq.com/docs/api-reference: max_tokens is deprecated there.
Provider groq() {
    Provider provider;
    provider.name = "groq";
    provider.label = "Groq";
    provider.base_url = "https://api.groq.com/openai/v1";
    provider.key_variable = "GROQ_API_KEY";
    provider.key_page = "https://console.groq.com/keys";
    provider.dialect.max_tokens_name = "max_completion_tokens";
    provider.dialect.stream_options = false;
    provider.dialect.reasoning = wire::ReasoningDialect::groq;
    return provider;
}

// platform.openai.com/docs/api-reference/chat: reasoning models refuse max_tokens.
Provider openai() {
    Provider provider;
    provider.name = "openai";
    provider.label = "OpenAI";
    provider.base_url = "https://api.openai.com/v1";
    provider.key_variable = "OPENAI_API_KEY";
    provider.key_page = "https://platform.openai.com/api-keys";
    provider.dialect.max_tokens_name = "max_completion_tokens";
    provider.dialect.reasoning = wire::ReasoningDialect::openai;
    return provider;
}

// openrouter.ai/docs: prices are strings in dollars per token, usage.cost is in credits of a dollar each.
Provider openrouter() {
    Provider provider;
    provider.name = "openrouter";
    provider.label = "OpenRouter";
    provider.base_url = "https://openrouter.ai/api/v1";
    provider.key_variable = "OPENROUTER_API_KEY";
    provider.key_page = "https://openrouter.ai/settings/keys";
    provider.dialect.reasoning = wire::ReasoningDialect::openrouter;
    provider.dialect.cost_is_usd = true;
    provider.price_unit = wire::PriceUnit::usd_per_token;
    return provider;
}

Provider simulated() {
    Provider provider;
    provider.name = "simulated";
    provider.label = "Simulated";
    provider.base_url = "simulated:";
    provider.dialect.reasoning = wire::ReasoningDialect::none;
    return provider;
}

/// A server on this machine, at its own default port.
Provider local_server(std::string_view name, std::string_view label, std::string_view base_url,
                      wire::ReasoningDialect reasoning, int max_concurrent) {
    Provider provider;
    provider.name = name;
    provider.label = label;
    provider.base_url = base_url;
    provider.dialect.reasoning = reasoning;
    provider.max_concurrent = max_concurrent;
    return provider;
}

// LM Studio documents the setting for its other interfaces only, and was seen to ignore it here.
Providers make_known_providers() {
    using wire::ReasoningDialect;
    return {simulated(),
            together(),
            groq(),
            openai(),
            openrouter(),
            local_server("ollama", "Ollama", "http://localhost:11434/v1", ReasoningDialect::ollama, 1),
            local_server("llama.cpp", "llama.cpp", "http://localhost:8080/v1",
                         ReasoningDialect::chat_template, 1),
            local_server("lmstudio", "LM Studio", "http://localhost:1234/v1", ReasoningDialect::none, 1),
            local_server("vllm", "vLLM", "http://localhost:8000/v1", ReasoningDialect::vllm, 0)};
}

bool is_provider_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
    });
}

Error refused(std::string_view name, std::string_view why) {
    return {ErrorKind::invalid_input, 0, "The base URL of " + std::string(name) + " " + std::string(why)};
}

}  // namespace

std::string own_key_variable(std::string_view provider) {
    std::string variable = "MOA_";
    for (const char c : provider) {
        if (c >= 'a' && c <= 'z') {
            variable += static_cast<char>(c - 'a' + 'A');
        } else {
            variable += is_letter(c) || is_digit(c) ? c : '_';
        }
    }
    return variable + "_API_KEY";
}

bool Provider::is_own() const {
    return !is_simulated() && (wire::is_loopback(base_url) || wire::is_home_network(base_url));
}

bool Provider::needs_key() const {
    return !is_simulated() && !wire::is_loopback(base_url) && wire::may_carry_key(base_url);
}

const Providers& known_providers() {
    static const Providers providers = make_known_providers();
    return providers;
}

const Provider* find_provider(const Providers& providers, std::string_view name) {
    const auto it = std::find_if(providers.begin(), providers.end(),
                                 [name](const Provider& p) { return p.name == name; });
    return it == providers.end() ? nullptr : &*it;
}

std::string provider_label(const Providers& providers, std::string_view name) {
    const Provider* provider = find_provider(providers, name);
    return provider != nullptr && !provider->label.empty() ? provider->label : std::string(name);
}

Error unknown_provider(std::string_view name) {
    return invalid_input("The provider \"" + std::string(name) +
                         "\" is unknown; choose a known one or set its base URL.");
}

bool is_simulated(const Providers& providers, std::string_view name) {
    const Provider* provider = find_provider(providers, name);
    return provider != nullptr && provider->is_simulated();
}

std::optional<Error> set_base_url(Providers& providers, std::string_view name, std::string_view base_url) {
    if (!is_provider_name(name)) {
        return invalid_input(
            "A provider name must have 1 to 64 characters: letters, digits, '.', '-' and '_'.");
    }
    if (const std::string_view fault = base_url_fault(base_url); !fault.empty()) return refused(name, fault);
    const std::string tidy = tidy_base_url(base_url);

    auto it = std::find_if(providers.begin(), providers.end(),
                           [name](const Provider& p) { return p.name == name; });
    // What is known of the server there, and of its key, stays with it.
    if (it != providers.end() && it->base_url == tidy) return std::nullopt;
    if (it == providers.end()) {
        Provider added;
        added.name = name;
        added.label = name;
        it = providers.insert(providers.end(), std::move(added));
    }
    it->base_url = tidy;
    const Provider* known = find_provider(known_providers(), name);
    it->calls_assumed = true;
    it->max_concurrent = known != nullptr ? known->max_concurrent : 0;
    const bool takes_many = known != nullptr && known->is_own() && known->max_concurrent == 0;
    if (it->is_own() && !takes_many) it->max_concurrent = 1;
    // A key made for one origin must not go to another: only at its own origin does a provider keep its own
    // variable.
    if (known != nullptr && wire::origin_of(known->base_url) == wire::origin_of(tidy)) {
        it->key_variable = known->key_variable;
        it->key_page = known->key_page;
    } else {
        it->key_variable = own_key_variable(name);
        it->key_page.clear();
    }
    return std::nullopt;
}

std::string address_to_try_after(const Error& error, const Provider& provider) {
    const bool redirects = error.http_status / 100 == 3;
    if (error.kind != ErrorKind::bad_response || redirects || provider.is_simulated()) return {};
    std::string address = base_url_to_try(provider.base_url);
    return wire::origin_of(address) == wire::origin_of(provider.base_url) ? address : std::string();
}

void name_address_to_try(Error& error, const Provider& provider) {
    if (error.kind != ErrorKind::bad_response || provider.is_simulated()) return;
    const std::string address = base_url_to_try(provider.base_url);
    if (!address.empty()) error.message += " Try " + address + " as the base URL.";
}

}  // namespace moa::mixture
