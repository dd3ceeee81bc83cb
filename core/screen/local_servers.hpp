// How the servers of models on one's own machine are started, so that this program may use them.
#pragma once

#include <string>
#include <string_view>

namespace moa::screen {

/// The command that starts the provider's server, MODEL standing for what the user chooses; empty for a
/// provider that is no local server. `page`: the origin of the page that will call it, which some servers
/// have to allow (CORS); empty for the window, which needs no permission. Sources: docs.ollama.com/faq
/// (OLLAMA_ORIGINS; loopback origins are allowed already), lmstudio.ai/docs/cli (server start --cors),
/// llama.cpp tools/server/README.md and docs.vllm.ai/cli/serve (both allow all origins).
std::string start_command(std::string_view provider, std::string_view page);

}  // namespace moa::screen
