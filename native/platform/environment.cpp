#include "native/platform/environment.hpp"

#include <cstdlib>

#include "wire/http.hpp"

namespace moa::native {
namespace {

bool may_carry_key(const mixture::Provider& provider) {
    const std::string origin = wire::origin_of(provider.base_url);
    return origin.rfind("https:", 0) == 0 || (!origin.empty() && wire::is_loopback(provider.base_url));
}

/// Whether calls of this provider go to the origin it is known by.
bool at_known_origin(const mixture::Provider& provider) {
    const mixture::Provider* known = mixture::find_provider(mixture::known_providers(), provider.name);
    return known != nullptr && wire::origin_of(known->base_url) == wire::origin_of(provider.base_url);
}

}  // namespace

std::optional<std::string> environment_value(const std::string& name) {
    const char* value = name.empty() ? nullptr : std::getenv(name.c_str());
    if (value == nullptr || *value == '\0') return std::nullopt;
    return std::string(value);
}

std::optional<Error> read_environment_keys(const mixture::Providers& providers, session::KeyRing& keys) {
    for (const mixture::Provider& provider : providers) {
        if (provider.is_simulated() || !may_carry_key(provider)) continue;
        std::string variable = mixture::own_key_variable(provider.name);
        std::optional<std::string> key = environment_value(variable);
        if (!key && at_known_origin(provider)) {
            variable = provider.key_variable;
            key = environment_value(variable);
        }
        if (key && !keys.set(provider.name, provider.base_url, *key)) {
            return Error{
                ErrorKind::invalid_input, 0,
                "The value of " + variable + " cannot be an API key: it has control characters in it."};
        }
    }
    return std::nullopt;
}

std::string key_variable_of(const mixture::Provider& provider) {
    return at_known_origin(provider) && !provider.key_variable.empty()
               ? provider.key_variable
               : mixture::own_key_variable(provider.name);
}

}  // namespace moa::native
