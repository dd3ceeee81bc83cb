// What the page's dialog shows of providers' models: lists, prices, checks.
#pragma once

#include "json.hpp"
#include "session/workspace.hpp"

namespace moa::web {

/// Whether anything about models may look otherwise than before: {"revision", "asking", "checked"}.
Json models_mark_json(const session::Workspace& workspace);

/// The list of the provider that `setup` names and the models that it would call: {"list": {"state", "total",
/// "at", "error"}, "models": [...], "checks": {"asking", "sentence", "lines"}}. "state" is "none", "loading",
/// "ready", "kept" (of an earlier time) or "failed" (and none is kept).
Json models_json(const session::Workspace& workspace, const session::Setup& setup);

/// At most `count` models of the list that have the words of `query`: {"found", "models": [...]}.
Json search_json(const session::Workspace& workspace, const session::Setup& setup, std::string_view query,
                 std::size_t count);

}  // namespace moa::web
