// What a run learns about its providers from requests that they refused. Inside run/ only.
#pragma once

#include <map>
#include <string>
#include <utility>

#include "error.hpp"
#include "mixture/provider.hpp"

namespace moa::run {

/// Providers' documents age, and behind an address of the user's own may stand any server. So where one
/// answers that it does not know stream_options, the name of the token limit or a temperature, the request
/// goes out once more without it or under the other name, and so do all further ones of the run.
class Adaptations {
  public:
    /// Whether the refusal names such a parameter that was sent to this model: then the same node may be sent
    /// again at once. `sent`: the dialect of the refused request. Of several requests on their way, the first
    /// refusal teaches and all others merely go out once more. Each parameter is changed once, so that this
    /// comes to an end.
    bool learn(const mixture::Provider& provider, const std::string& model, const wire::Dialect& sent,
               const Error& refusal);

    /// How to speak with this model now.
    const wire::Dialect& dialect_for(const mixture::Provider& provider, const std::string& model) const;

  private:
    std::map<std::pair<std::string, std::string>, wire::Dialect> changed_;
};

}  // namespace moa::run
