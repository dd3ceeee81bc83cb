#include "native/cli/kept_document.hpp"

#include "native/cli/terminal/signals.hpp"
#include "run/transport.hpp"
#include "session/workspace.hpp"

namespace moa::cli {
namespace {

/// Nothing is called to read.
class NoTransport final : public run::Transport {
  public:
    void start(run::Call /*call*/, run::TransportEvents& /*events*/) override {}
    void cancel(run::CallId /*id*/) override {}
};

}  // namespace

Result<exports::Document> document_of_kept(const session::KeptConversation& kept, exports::Scope scope) {
    NoTransport none;
    session::Workspace workspace({&none, &now});
    if (auto error = workspace.conversation().open(kept)) return *error;
    return exports::document_of(workspace.conversation(), scope);
}

}  // namespace moa::cli
