#include "mixture/provider.hpp"

#include <algorithm>

#include "wire/http.hpp"

namespace moa::mixture {

namespace {

Provider local_server(std::string_view name, std::string_view label, std::string_view base_url,
                      int max_concurrent) {
    Provider provider;
    provider.name = name;
    provider.label = label;
    provider.base_url = base_url;
    provider.max_concurrent = max_concurrent;
    return provider;
}

// Base URLs and dialects as the providers document them (2026-11): together-typescript src/client.ts, Groq
// and OpenAI API references, openrouter.ai/docs; the local servers' own default ports.
Providers make_known_providers() {
    Providers list;
    list.push_back({"simulated", "Simulated", "simulated:", "", "", {}, 0});
    list.push_back({"together",
                    "Together",
                    "https://api.together.ai/v1",
                    "TOGETHER_API_KEY",
                    "https://api.together.ai/settings/api-keys",
                    {"max_tokens", true, 1.0},
                    0});
    list.push_back({"groq",
                    "Groq",
                    "https://api.groq.com/openai/v1",
                    "GROQ_API_KEY",
                    "https://console.groq.com/keys",
                    {"max_completion_tokens", false, 2.0},
                    0});
    list.push_back({"openai",
                    "OpenAI",
                    "https://api.openai.com/v1",
                    "OPENAI_API_KEY",
                    "https://platform.openai.com/api-keys",
                    {"max_completion_tokens", true, 2.0},
                    0});
    list.push_back({"openrouter",
                    "OpenRouter",
                    "https://openrouter.ai/api/v1",
                    "OPENROUTER_API_KEY",
                    "https://openrouter.ai/settings/keys",
                    {"max_tokens", true, 2.0},
                    0});
    list.push_back(local_server("ollama", "Ollama", "http://localhost:11434/v1", 1));
    list.push_back(local_server("llama.cpp", "llama.cpp", "http://localhost:8080/v1", 1));
    list.push_back(local_server("lmstudio", "LM Studio", "http://localhost:1234/v1", 1));
    list.push_back(local_server("vllm", "vLLM", "http://localhost:8000/v1", 0));
    return list;
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_provider_name(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_';
    });
}

bool starts_with_ignoring_case(std::string_view text, std::string_view prefix) {
    return text.size() >= prefix.size() &&
           std::equal(prefix.begin(), prefix.end(), text.begin(), [](char p, char t) {
               return p == (t >= 'A' && t <= 'Z' ? static_cast<char>(t - 'A' + 'a') : t);
           });
}

Error refused(std::string_view name, std::string_view why) {
    return {ErrorKind::invalid_input, 0, "The base URL of " + std::string(name) + " " + std::string(why)};
}

/// Why `url` cannot be a base URL, or empty. Never repeats the URL: it may hold a password.
std::string_view fault_of(std::string_view url) {
    const bool plain = starts_with_ignoring_case(url, "http://");
    if (!plain && !starts_with_ignoring_case(url, "https://")) {
        return "must be absolute and begin with https://, or with http:// for a server on this machine.";
    }
    for (const char c : url) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte <= 0x20 || byte == 0x7f || c == '\\')
            return "has a space or another character in it that no URL has.";
    }
    const std::string_view rest = url.substr(plain ? 7 : 8);
    const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
    if (authority.find('@') != std::string_view::npos) {
        return "has a user name or a password in it; leave them out and enter the key as a key.";
    }
    if (rest.find_first_of("?#") != std::string_view::npos) {
        return "has a query or a fragment; leave out everything from ? or # on.";
    }
    if (authority.empty() || authority.front() == ':' || wire::origin_of(url).empty()) {
        return "has no host in it; write it like https://api.example.com/v1.";
    }
    if (plain && !wire::is_loopback(url)) {
        return "uses http:// to another machine, where a key would travel readable; use https://.";
    }
    return {};
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

bool Provider::needs_key() const {
    return !is_simulated() && !wire::is_loopback(base_url);
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

std::optional<Error> set_base_url(Providers& providers, std::string_view name, std::string_view base_url) {
    if (!is_provider_name(name)) {
        return Error{ErrorKind::invalid_input, 0,
                     "A provider's name may have letters, digits, '.', '-' and '_', at most 64 of them."};
    }
    if (const std::string_view fault = fault_of(base_url); !fault.empty()) return refused(name, fault);
    while (base_url.back() == '/')
        base_url.remove_suffix(1);

    auto it = std::find_if(providers.begin(), providers.end(),
                           [name](const Provider& p) { return p.name == name; });
    if (it == providers.end()) {
        Provider added;
        added.name = name;
        added.label = name;
        it = providers.insert(providers.end(), std::move(added));
    }
    it->base_url = base_url;
    // A key made for one origin must not go to another: only at its own origin does a provider keep its own
    // variable.
    const Provider* known = find_provider(known_providers(), name);
    if (known != nullptr && wire::origin_of(known->base_url) == wire::origin_of(base_url)) {
        it->key_variable = known->key_variable;
        it->key_page = known->key_page;
    } else {
        it->key_variable = own_key_variable(name);
        it->key_page.clear();
    }
    return std::nullopt;
}

}  // namespace moa::mixture
