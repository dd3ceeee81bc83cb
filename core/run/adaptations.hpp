// What a run learns about its providers from requests that they refused. Inside run/ only.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "error.hpp"
#include "mixture/provider.hpp"

namespace moa::run {

/// The documentation of providers ages, and a user's own address can belong to any server. So if a server
/// rejects stream_options, the name of the token limit or a temperature, the request is sent again without it
/// or under the other name, and so are all later requests of the run.
class Adaptations {
  public:
    /// Whether the refusal names such a parameter that was sent to this model: then the same node may be sent
    /// again at once. `sent`: the dialect of the refused request. Of several requests in flight, the first
    /// refusal changes the dialect and the others are only sent again. Each parameter is changed once, so
    /// this terminates.
    bool learn(const mixture::Provider& provider, const std::string& model, const wire::Dialect& sent,
               const Error& refusal);

    /// How to speak with this model now.
    const wire::Dialect& dialect_for(const mixture::Provider& provider, const std::string& model) const;

  private:
    std::map<std::pair<std::string, std::string>, wire::Dialect> changed_;
};

}  // namespace moa::run
