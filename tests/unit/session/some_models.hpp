// Providers, listed models and a day, for tests of the model lists.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mixture/provider.hpp"
#include "session/models/model_book.hpp"
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

/// What is known when a provider has listed these.
inline session::ModelBook book_of(std::string_view provider, const std::vector<std::string>& ids) {
    session::KeptList list;
    for (const std::string& id : ids)
        list.models.push_back(listed(id));
    session::ModelBook book;
    book.set_list(known(provider), list);
    return book;
}

}  // namespace moa::test
