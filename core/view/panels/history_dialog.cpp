#include "view/panels/history_dialog.hpp"

#include <algorithm>
#include <utility>

#include "figures.hpp"
#include "session/model_words.hpp"
#include "view/dialogs/dialog.hpp"
#include "view/widgets/list_row.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* history_dialog_id = "History";

std::string facts_of(const session::HistoryEntry& entry, UtcSeconds today) {
    std::string facts = session::when_text(entry.began(), today);
    const auto add = [&facts](const std::string& part) {
        if (!part.empty()) facts += " \u00b7 " + part;
    };
    add(entry.turns.back().recipe);
    if (entry.turns.size() > 1) add(std::to_string(entry.turns.size()) + " questions");
    if (entry.cost_usd() > 0) add(figure::money(entry.cost_usd()));
    return facts;
}

}  // namespace

void HistoryDialog::open(const Context& context) {
    if (context.workspace.history_shelf() == nullptr) return;
    opening_ = true;
    query_.clear();
    message_.clear();
    active_ = 0;
    load(context);
    const auto fault = context.workspace.history_shelf()->fault();
    failed_ = fault.has_value();
    if (fault) message_ = fault->message;
    context.wishes.layout_moved = true;
}

void HistoryDialog::load(const Context& context) {
    entries_ = context.workspace.history_shelf()->entries();
    std::erase_if(entries_, [](const session::HistoryEntry& entry) { return entry.turns.empty(); });
    search();
}

void HistoryDialog::search() {
    searched_ = query_;
    found_ = session::search_history(entries_, query_);
    active_ = std::min(active_, found_.empty() ? 0 : found_.size() - 1);
    sure_ = sure_of_all_ = false;
}

const session::HistoryEntry* HistoryDialog::chosen() const {
    return active_ < found_.size() ? found_[active_] : nullptr;
}

void HistoryDialog::take_keys(const Context& context) {
    const auto step = [&](bool back) {
        if (found_.empty()) return;
        active_ = (active_ + (back ? found_.size() - 1 : 1)) % found_.size();
        reveal_ = true;
        sure_ = sure_of_all_ = false;
        context.wishes.layout_moved = true;
    };
    if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) step(false);
    if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) step(true);
}

bool HistoryDialog::draw_entry(const Context& context, const session::HistoryEntry& entry,
                               bool active) const {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ListRow row = list_row(context, entry.id.c_str(), active);
    const std::string& question = entry.turns.front().question;
    context.pen.write_cut(list, {Face::semibold, context.scaled(14)}, row.from, row.line, row.width,
                          theme.text, question.empty() ? "(not readable)" : question);
    const TextStyle small{Face::regular, context.scaled(12), true};
    const float below = row.from.y + row.line;
    float x = row.from.x;
    if (const std::string_view status = session::status_words(entry); !status.empty()) {
        x += context.pen.write(list, small, ImVec2(x, below), row.line, theme.degraded, status) +
             context.scaled(10);
    }
    context.pen.write_cut(list, small, ImVec2(x, below), row.line, row.from.x + row.width - x, theme.muted,
                          facts_of(entry, context.workspace.access().today()));
    return row.pressed;
}

void HistoryDialog::draw_list(const Context& context) {
    const float height = std::clamp(ImGui::GetIO().DisplaySize.y - context.scaled(336), context.scaled(100),
                                    context.scaled(380));
    ImGui::BeginChild("entries", ImVec2(0, height), ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
    for (std::size_t i = 0; i < found_.size(); ++i) {
        if (draw_entry(context, *found_[i], i == active_)) {
            active_ = i;
            sure_ = sure_of_all_ = false;
        }
        if (i == active_ && std::exchange(reveal_, false)) ImGui::SetScrollHereY();
    }
    if (found_.empty() && !context.workspace.history_shelf()->fault()) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
        ImGui::TextWrapped("%s", entries_.empty()
                                     ? "No conversations yet. Each question and its answers are listed here."
                                     : "No conversation has all of these words.");
        ImGui::PopStyleColor();
    }
    ImGui::PopStyleVar();
    ImGui::EndChild();
}

/// False when it cannot be shown.
bool HistoryDialog::show(const Context& context) {
    const session::HistoryEntry* entry = chosen();
    if (entry == nullptr) return false;
    const Result<session::KeptConversation> conversation = context.workspace.history_shelf()->read(entry->id);
    auto error =
        conversation ? context.workspace.conversation().open(conversation.value()) : conversation.error();
    failed_ = error.has_value();
    message_ = error ? error->message : "";
    return !failed_;
}

void HistoryDialog::remove(const Context& context) {
    const session::HistoryEntry* entry = chosen();
    if (entry == nullptr) return;
    const bool on_screen = entry->id == context.workspace.conversation().kept_id();
    std::optional<Error> error;
    if (on_screen && !context.workspace.conversation().clear()) {
        error = invalid_input("A run is in progress: stop it before deleting its conversation.");
    } else {
        error = context.workspace.history_shelf()->remove(entry->id);
    }
    failed_ = error.has_value();
    message_ = error ? error->message : "";
    load(context);
}

/// How many there are, and what does away with all of them.
void HistoryDialog::draw_count(const Context& context) {
    const auto conversations = [](std::size_t count) {
        return std::to_string(count) + (count == 1 ? " conversation" : " conversations");
    };
    const std::size_t count = entries_.size();
    const std::string words = found_.size() == count
                                  ? conversations(count)
                                  : std::to_string(found_.size()) + " of " + conversations(count);
    const float height = ImGui::GetFrameHeight();
    const float left = ImGui::GetCursorPosX();
    const float room = ImGui::GetContentRegionAvail().x;
    context.pen.write_cut(*ImGui::GetWindowDrawList(), {Face::regular, context.scaled(13), true},
                          ImGui::GetCursorScreenPos(), height, room, context.theme.muted, words);
    const std::string label =
        (sure_of_all_ ? "Delete permanently " + (count == 1 ? "it?" : "all " + std::to_string(count) + "?")
                      : std::string("Delete all"));
    ImGui::SetCursorPosX(left + room - button_width(label.c_str()));
    if (quiet_button(context, (label + "###delete all").c_str())) {
        sure_ = false;
        if (std::exchange(sure_of_all_, !sure_of_all_)) remove_all(context);
    }
}

void HistoryDialog::remove_all(const Context& context) {
    session::HistoryShelf& shelf = *context.workspace.history_shelf();
    std::optional<Error> error;
    if (context.workspace.running()) {
        error = invalid_input("A run is in progress: stop it before deleting all conversations.");
    } else {
        if (!context.workspace.conversation().kept_id().empty()) context.workspace.conversation().clear();
        for (const session::HistoryEntry& entry : shelf.entries()) {
            if (auto failed = shelf.remove(entry.id)) error = std::move(failed);
        }
    }
    failed_ = error.has_value();
    message_ = error ? error->message : "";
    load(context);
}

/// True when the dialog is to be closed.
bool HistoryDialog::draw_buttons(const Context& context) {
    const float space = ImGui::GetStyle().ItemSpacing.x;
    const float room = ImGui::GetContentRegionAvail().x;
    // All five in a row, or three above two where that is too narrow for their words.
    const bool one_row = (room - 4 * space) / 5 >= button_width("Really?");
    const float width =
        one_row ? std::min(context.scaled(112), (room - 4 * space) / 5) : (room - 2 * space) / 3;
    const bool any = chosen() != nullptr;
    bool done = false;
    ImGui::BeginDisabled(!any);
    ImGui::PushStyleColor(ImGuiCol_Text, sure_ ? context.theme.failed : context.theme.text);
    if (ImGui::Button(sure_ ? "Really?###delete" : "Delete###delete", ImVec2(width, 0))) {
        sure_of_all_ = false;
        if (std::exchange(sure_, !sure_)) remove(context);
    }
    ImGui::PopStyleColor();
    ImGui::SameLine();
    if (ImGui::Button("Export", ImVec2(width, 0))) {
        const Result<std::string> path = context.workspace.history_shelf()->save_copy(chosen()->id);
        failed_ = !path;
        message_ = path ? "Saved as " + path.value() : path.error().message;
    }
    ImGui::EndDisabled();
    ImGui::SameLine();
    ImGui::BeginDisabled(context.workspace.running());
    if (ImGui::Button("New", ImVec2(width, 0))) {
        context.workspace.conversation().clear();
        done = true;
    }
    ImGui::SetItemTooltip("Begins a new conversation; the one on screen stays here");
    ImGui::EndDisabled();
    if (one_row) {
        ImGui::SameLine();
    } else {
        align_buttons(2, width);
    }
    if (ImGui::Button("Close", ImVec2(width, 0)) || ImGui::IsKeyPressed(ImGuiKey_Escape, false)) done = true;
    ImGui::SameLine();
    ImGui::BeginDisabled(!any);
    if (accent_button(context, "Open", width)) done = show(context);
    ImGui::EndDisabled();
    return done;
}

void HistoryDialog::draw(const Context& context) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(history_dialog_id);
    if (!begin_dialog(context, history_dialog_id, history_dialog_id, context.scaled(640))) return;
    // Its buttons are reached with the keyboard; elsewhere the view has its own keys.
    ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1);
    // Up and Down are the list's: as keys of a field's history they do not lead away from it.
    const bool entered =
        text_field("##search", "Search questions and answers", query_,
                   ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_CallbackHistory);
    const bool searching = ImGui::IsItemActive();
    if (query_ != searched_) search();
    if (searching) take_keys(context);
    draw_list(context);
    if (!entries_.empty()) draw_count(context);
    if (failed_) {
        dialog_problem(context, message_);
    } else if (!message_.empty()) {
        ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
        ImGui::TextWrapped("%s", message_.c_str());
        ImGui::PopStyleColor();
    }
    ImGui::Dummy(ImVec2(1, 4));
    const bool shown = entered && show(context);
    if (draw_buttons(context) || shown) ImGui::CloseCurrentPopup();
    end_dialog();
}

}  // namespace moa::view
