// Providers as data: where they are and how they speak.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "error.hpp"
#include "wire/chat.hpp"
#include "wire/price.hpp"

namespace moa::mixture {

/// A chat-completions endpoint. All of them take the key as "Authorization: Bearer". Model ids are sent as
/// the recipe has them.
struct Provider {
    std::string name;      ///< as recipes name it: "together"
    std::string label;     ///< as people read it: "Together"
    std::string base_url;  ///< with the version path, without a trailing slash: "https://api.together.ai/v1"
    std::string
        key_variable;  ///< the environment variable that may hold its key: "TOGETHER_API_KEY"; may be empty
    std::string key_page;  ///< where a user makes a key; may be empty
    wire::Dialect dialect;
    /// What the prices in its model list mean. The shape of the list tells itself, see decode_model_list.
    wire::PriceUnit price_unit = wire::PriceUnit::none;
    /// Concurrent calls that the server accepts; 0: no known limit. 1 for local servers that run one model in
    /// one slot (Ollama's OLLAMA_NUM_PARALLEL, llama.cpp's --parallel, LM Studio), whatever they are called:
    /// further calls would wait in the server's queue, where users cannot see them. The limit applies to the
    /// server, not to each model.
    int max_concurrent = 0;
    /// Whether `max_concurrent` is only what such servers mostly take: then what the server says of itself
    /// counts instead (see session::with_server_facts). False for what the user has stated.
    bool calls_assumed = true;

    /// The embedded provider: scripted replies, no network, no key.
    bool is_simulated() const { return base_url == "simulated:"; }
    /// A server of the user's own, on this machine or in their network: it has no prices, it may take long to
    /// read a prompt, and what it does not work on yet waits in its queue.
    bool is_own() const;
    /// How many calls such a server works on at once, as far as is known; 0: as many as are sent.
    int slots() const { return calls_assumed ? max_concurrent : 1; }
    /// Whether calls need a key: neither simulated, nor on this machine, nor in the user's own network over
    /// http, where none may travel.
    bool needs_key() const;
};

using Providers = std::vector<Provider>;

/// The providers the program knows: simulated, together, groq, openai, openrouter, ollama, llama.cpp,
/// lmstudio, vllm.
const Providers& known_providers();

/// The environment variable whose key goes to wherever the provider's base URL points:
/// "MOA_LLAMA_CPP_API_KEY" for "llama.cpp".
std::string own_key_variable(std::string_view provider);

/// The provider with this name in `providers`, or nullptr.
const Provider* find_provider(const Providers& providers, std::string_view name);
/// What the provider of that name is called on screen: its label, or the name itself.
std::string provider_label(const Providers& providers, std::string_view name);
/// Why nothing can be asked of the provider of that name: there is none.
Error unknown_provider(std::string_view name);
/// Whether that is a known one whose replies are scripted: it calls no model.
bool is_simulated(const Providers& providers, std::string_view name);

/// Adds `name` with `base_url`, or moves the provider of that name to it; one that is there already stays as
/// it is. Refuses what base_url_fault finds fault with, and takes the rest as tidy_base_url makes it.
std::optional<Error> set_base_url(Providers& providers, std::string_view name, std::string_view base_url);

/// The base URL to try by oneself after this error: nothing that answers chat requests is at the provider's
/// own. It has the same origin, so the provider's key may go there. Empty where there is none.
std::string address_to_try_after(const Error& error, const Provider& provider);

/// Adds to an error that speaks of the address the base URL to try instead, where there is one.
void name_address_to_try(Error& error, const Provider& provider);

}  // namespace moa::mixture
