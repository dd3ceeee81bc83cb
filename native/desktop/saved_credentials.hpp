// Keys of the secret store, asked for beside the open window: a store that is locked asks for its password,
// and nobody should look at nothing meanwhile.
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "session/workspace.hpp"

namespace moa::desktop {

class SavedCredentials {
  public:
    /// Asks for all keys that are noted as kept, on a thread of its own; `arrived` is called there when the
    /// store has answered. Nothing is asked where none is noted.
    void ask(std::function<void()> arrived);
    /// Hands over what has arrived, once; keys that the workspace has by then stay. The error is the store's.
    std::optional<Error> deliver(session::Workspace& workspace);
    /// The store has been asked and has not answered. Its thread cannot be ended before it does.
    bool waiting() const;

  private:
    struct Answer;
    std::shared_ptr<Answer> answer_;  ///< shared with the thread, which may outlive this
};

}  // namespace moa::desktop
