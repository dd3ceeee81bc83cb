#include "native/desktop/trace.hpp"

#include <imgui.h>
#include <imgui_internal.h>  // for the inputs that a frame has taken

#include <cmath>
#include <cstdio>

#include "session/outlook.hpp"

namespace moa::desktop {
namespace {

/// A control follows a key in the frame after it, and what else depends on it in the next.
constexpr int frames_to_follow = 2;

bool anything_is_held() {
    for (int key = ImGuiKey_NamedKey_BEGIN; key < ImGuiKey_NamedKey_END; ++key) {
        // The wheel counts among the keys.
        if (key == ImGuiKey_MouseWheelX || key == ImGuiKey_MouseWheelY) continue;
        if (ImGui::IsKeyDown(static_cast<ImGuiKey>(key))) return true;
    }
    return false;
}

}  // namespace

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

void Trace::report_input() {
    const ImGuiContext& context = *ImGui::GetCurrentContext();
    if (context.FrameCount != input_.latest_frame) {
        input_.latest_frame = context.FrameCount;
        ++input_.frames_since;
        for (const ImGuiInputEvent& event : context.InputEventsTrail) {
            switch (event.Type) {
                case ImGuiInputEventType_Key:
                    // Beside the key that holds it, each modifier comes as a key of its own.
                    if (ImGui::IsNamedKey(event.Key.Key) && event.Key.Down) ++input_.keys;
                    break;
                case ImGuiInputEventType_Text:
                    ++input_.characters;
                    break;
                case ImGuiInputEventType_MouseButton:
                    input_.clicks += event.MouseButton.Down ? 1 : 0;
                    break;
                case ImGuiInputEventType_MouseWheel:
                    input_.turns += event.MouseWheel.WheelX != 0 || event.MouseWheel.WheelY != 0 ? 1 : 0;
                    break;
                default:
                    continue;
            }
            input_.frames_since = 0;
        }
    }
    if (!context.InputEventsQueue.empty() || input_.frames_since < frames_to_follow || anything_is_held())
        return;
    std::string counts;
    for (const int count : {input_.keys, input_.characters, input_.clicks, input_.turns})
        counts += (counts.empty() ? "" : " ") + std::to_string(count);
    fact("input", counts);
}

void Trace::report_reading(const view::Reading& reading) {
    const bool text = ImGui::GetIO().WantTextInput;
    fact("keyboard", text ? "text" : reading.focused ? "panel" : "keys");
    fact("tab", reading.tab);
    fact("percent", std::to_string(reading.percent));
    std::string unfolded;
    for (const view::ReadingAct& act : reading.acts)
        if (act.open.value_or(false)) unfolded += (unfolded.empty() ? "" : " ") + std::string(act.label);
    fact("unfolded", unfolded.empty() ? "none" : unfolded);
}

void Trace::report(const session::Workspace& workspace, const view::View& view, Millis now, float to_window) {
    const run::RunState& state = workspace.shown();
    for (const auto& layer : state.layers) {
        for (const run::Node& node : layer) {
            const std::string id = run::to_string(node.id);
            fact("model " + id, node.model);
            fact("node " + id, std::string(run::to_string(node.state)));
            if (const auto rect = view.card_rect(node.id)) place("card " + id, *rect, to_window);
            if (const auto rect = view.timeline_row(node.id)) place("row " + id, *rect, to_window);
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
    const auto selected = workspace.conversation().selected();
    fact("selected", selected ? run::to_string(*selected) : "none");
    const auto told = view.told_at_pointer();
    fact("told", told ? run::to_string(*told) : "none");
    fact("draft", std::to_string(workspace.conversation().draft().size()));
    const session::Attachments& files = workspace.conversation().attachments();
    fact("attached", files.empty() ? "nothing" : files.words());
    const session::ModelRequests& models = workspace.access().requests();
    std::size_t listed = 0;
    int refused = 0;
    for (const mixture::Provider& provider : workspace.configuration().providers()) {
        const session::KeptList* list = workspace.access().book().list_of(provider);
        if (list != nullptr) listed += list->models.size();
        if (models.load_error(provider) != nullptr) ++refused;
    }
    fact("listed", std::to_string(listed));
    fact("refused", std::to_string(refused));
    fact("asking", models.idle() ? "nothing" : models.checking() ? "models" : "list");
    fact("checked", std::to_string(models.checked()) + " of " + std::to_string(models.check_size()));
    const view::Finder& finder = view.finder();
    fact("find", finder.is_open() ? finder.result_words() : "closed");
    const bool dialog =
        ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
    fact("dialog", dialog ? "open" : "closed");
    const ImGuiWindow* screen = ImGui::GetTopMostPopupModal();
    fact("screen", screen != nullptr ? screen->Name : "none");
    report_reading(view.reading());
    place("composer", view.composer_rect(), to_window);
    fact("sentence", session::status_line(workspace));
    fact("notice", workspace.notice() ? workspace.notice()->message : "none");
    const session::CredentialStore* keeper = workspace.access().credential_store();
    fact("store", keeper != nullptr && keeper->waiting() ? "waiting" : "idle");
    const session::Replay* replay = workspace.conversation().replayed();
    fact("replay", replay == nullptr   ? "none"
                   : replay->playing() ? "plays at " + std::to_string(replay->speed_index())
                                       : "stands at " + std::to_string(replay->place(now)) + " of " +
                                             std::to_string(replay->length()));
    if (replay != nullptr) fact("events", std::to_string(replay->events_done()));
    fact("status", workspace.on_screen().idle() ? "idle" : std::string(run::to_string(state.status)));
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    fact("size", std::to_string(std::lround(size.x * to_window)) + ' ' +
                     std::to_string(std::lround(size.y * to_window)));
    char focus[16];
    std::snprintf(focus, sizeof focus, "%x", ImGui::GetFocusID());
    fact("focus", focus);
    const Millis next = view.next_frame(now);
    fact("picture", next != no_time && next <= now ? "moves" : "rests");
    report_input();
}

void Trace::sleep(std::uint64_t frames) {
    fact("sleep", std::to_string(frames));
}

}  // namespace moa::desktop
