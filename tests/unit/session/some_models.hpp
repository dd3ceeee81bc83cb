// Providers, listed models and a day, for tests of the model lists.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "mixture/provider.hpp"
#include "utc.hpp"
#include "wire/model_list.hpp"

namespace moa::test {

inline constexpr UtcSeconds monday = 1'795'485'909;  // 2026-11-24T02:05:09Z

inline mixture::Provider known(std::string_view name) {
    return *mixture::find_provider(mixture::known_providers(), name);
}

inline wire::ListedModel listed(std::string id) {
    wire::ListedModel model;
    model.id = std::move(id);
    return model;
}

}  // namespace moa::test
