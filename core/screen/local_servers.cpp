#include "screen/local_servers.hpp"

#include "wire/http.hpp"

namespace moa::screen {

std::string start_command(std::string_view provider, std::string_view page) {
    if (provider == "ollama") {
        const bool allowed = page.empty() || wire::is_loopback(page);
        return allowed ? "ollama serve" : "OLLAMA_ORIGINS=" + std::string(page) + " ollama serve";
    }
    if (provider == "lmstudio") return page.empty() ? "lms server start" : "lms server start --cors";
    if (provider == "llama.cpp") return "llama-server -m MODEL.gguf --port 8080";
    if (provider == "vllm") return "vllm serve MODEL";
    return {};
}

}  // namespace moa::screen
