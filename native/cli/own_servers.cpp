#include "native/cli/own_servers.hpp"

#include <set>
#include <string>
#include <vector>

#include "native/cli/found_address.hpp"
#include "native/models/list_requests.hpp"
#include "native/platform/model_store.hpp"
#include "session/models/probe.hpp"

namespace moa::cli {
namespace {

constexpr Millis longest_ms = 1500;

}  // namespace

void ask_own_servers(const mixture::Recipe& recipe, mixture::Providers& providers,
                     const session::Credentials& keys, session::ModelBook& book) {
    std::set<std::string> names;
    std::vector<mixture::Provider> asked;
    for (const session::ProbeTarget& target : session::probe_targets(recipe, providers)) {
        if (target.provider.is_own() && names.insert(target.provider.name).second)
            asked.push_back(target.provider);
    }
    if (asked.empty()) return;
    // A cache that cannot be written is no reason to speak of it before an answer.
    if (!native::request_lists(asked, keys, book, longest_ms).empty()) (void)native::keep_model_book(book);
    for (const mixture::Provider& answered : asked) {
        for (mixture::Provider& provider : providers) {
            if (provider.name == answered.name && provider.base_url != answered.base_url)
                use_found_address(provider, answered.base_url);
        }
    }
}

}  // namespace moa::cli
