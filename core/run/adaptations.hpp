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
/// or under the other name, and so are all later requests of the run. The same holds for a base URL where it
/// finds nothing, if another one at its origin is more likely (mixture::base_url_to_try).
class Adaptations {
  public:
    /// How a request was written, and the base URL that it was sent to.
    struct Sent {
        const wire::Dialect& dialect;
        const std::string& base_url;
    };
    /// Whether the refusal names such a parameter that was sent to this model, or such a base URL: then the
    /// same node may be sent again at once. Of several requests in flight, the first refusal changes the
    /// dialect and the others are only sent again. Each parameter is changed once, and so is the base URL, so
    /// this terminates.
    bool learn(const mixture::Provider& provider, const std::string& model, const Sent& sent,
               const Error& refusal);
    /// Adds to an error that speaks of the address the one to try instead, where that was not tried already.
    void name_address_to_try(Error& error, const mixture::Provider& provider) const;

    /// How to speak with this model now.
    const wire::Dialect& dialect_for(const mixture::Provider& provider, const std::string& model) const;
    /// Where it is called now.
    const std::string& base_url_of(const mixture::Provider& provider) const;
    /// A call there has brought an answer. True for the first one at an address that was tried.
    bool confirm(const mixture::Provider& provider, const std::string& base_url);

  private:
    bool learn_address(const mixture::Provider& provider, const std::string& sent_to, const Error& refusal);

    /// Another base URL that was tried, by the provider's name.
    struct Tried {
        std::string base_url;
        bool failed = false;  ///< nothing is there, either
        bool confirmed = false;
    };
    std::map<std::string, Tried> tried_;
    std::map<std::pair<std::string, std::string>, wire::Dialect> changed_;
};

}  // namespace moa::run
