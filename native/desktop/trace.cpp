#include "native/desktop/trace.hpp"

#include <cmath>
#include <cstdio>

namespace moa::desktop {

void Trace::fact(const std::string& name, const std::string& value) {
    const auto [place, is_new] = known_.try_emplace(name, value);
    if (!is_new && place->second == value) return;
    place->second = value;
    std::printf("%s %s\n", name.c_str(), value.c_str());
    std::fflush(stdout);
}

void Trace::place(const std::string& name, const view::Rect& rect, float to_window) {
    std::string value;
    for (const float length : {rect.x, rect.y, rect.width, rect.height}) {
        if (!value.empty()) value += ' ';
        value += std::to_string(std::lround(length * to_window));
    }
    fact(name, value);
}

void Trace::report(const session::Workspace& workspace, const view::View& view, Millis now, float to_window) {
    const run::RunState& state = workspace.shown();
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const std::string id = run::to_string(node.id);
            fact("model " + id, node.model);
            fact("node " + id, std::string(run::to_string(node.state)));
            if (const auto rect = view.card_rect(node.id)) place("card " + id, *rect, to_window);
        }
    }
    constexpr Millis text_interval = 100;
    if (text_reported_ == no_time || now - text_reported_ >= text_interval || !workspace.running()) {
        text_reported_ = now;
        for (const auto& layer : state.layers)
            for (const run::Node& node : layer)
                fact("text " + run::to_string(node.id), std::to_string(node.text.size()));
    }
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    if (ImGui::IsMousePosValid(&pointer))
        fact("pointer", std::to_string(std::lround(pointer.x * to_window)) + ' ' +
                            std::to_string(std::lround(pointer.y * to_window)));
    const auto selected = workspace.selected();
    fact("selected", selected ? run::to_string(*selected) : "none");
    fact("draft", std::to_string(workspace.draft().size()));
    const session::ModelRequests& models = workspace.model_requests();
    std::size_t listed = 0;
    for (const mixture::Provider& provider : workspace.providers()) {
        const session::KeptList* list = workspace.model_book().list_of(provider);
        if (list != nullptr) listed += list->models.size();
    }
    fact("listed", std::to_string(listed));
    fact("asking", models.idle() ? "nothing" : models.checking() ? "models" : "list");
    fact("checked", std::to_string(models.checked()) + " of " + std::to_string(models.check_size()));
    const view::Finder& finder = view.finder();
    fact("find", finder.is_open() ? finder.result_words() : "closed");
    const bool dialog =
        ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    fact("dialog", dialog ? "open" : "closed");
    fact("keyboard", ImGui::GetIO().WantTextInput ? "text" : "keys");
    place("composer", view.composer_rect(), to_window);
    fact("sentence", workspace.status_line());
    fact("notice", workspace.notice() ? workspace.notice()->message : "none");
    const session::KeyKeeper* keeper = workspace.key_keeper();
    fact("store", keeper != nullptr && keeper->waiting() ? "waiting" : "idle");
    fact("status", workspace.idle() ? "idle" : std::string(run::to_string(state.status)));
}

void Trace::sleep(std::uint64_t frames) {
    fact("sleep", std::to_string(frames));
}

}  // namespace moa::desktop
