// What a server of the user's own is asked beside its list of models, and what becomes of the answers.
#pragma once

#include <deque>
#include <vector>

#include "session/models/model_requests.hpp"

namespace moa::session {

/// None for a provider that is no such server.
std::deque<ServerFactsReading::Step> server_steps(const mixture::Provider& provider,
                                                  const std::vector<wire::ListedModel>& models);

wire::HttpRequest server_request(const mixture::Provider& provider, const ServerFactsReading::Step& step);

void add_facts(KeptList& list, const wire::ServerFacts& facts);

}  // namespace moa::session
