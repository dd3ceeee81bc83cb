#include "view/panels/model_picker.hpp"

#include <algorithm>
#include <utility>

#include "view/keys.hpp"
#include "view/widgets/list_row.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* picker_id = "model picker";
/// As many as anybody scrolls through; words narrow it down.
constexpr std::size_t choices_at_once = 80;

std::string facts_of(const session::ModelChoice& choice) {
    std::string facts;
    for (const std::string* part : {&choice.name, &choice.context, &choice.price, &choice.notes}) {
        if (!part->empty()) facts += (facts.empty() ? "" : " \u00b7 ") + *part;
    }
    return facts;
}

}  // namespace

void ModelPicker::open(const Rect& field) {
    field_ = field;
    opening_ = true;
    query_.clear();
    searched_.clear();
    choices_.clear();
    revision_ = 0;
    active_ = -1;
}

void ModelPicker::search(const Context& context, const mixture::Provider& provider) {
    const session::ModelBook& book = context.workspace.access().book();
    if (query_ == searched_ && book.revision() == revision_) return;
    if (query_ != searched_) active_ = -1;
    searched_ = query_;
    revision_ = book.revision();
    choices_ = session::find_choices(book, provider, query_, choices_at_once, found_);
    active_ = std::min(active_, static_cast<int>(choices_.size()) - 1);
}

void ModelPicker::step(int by) {
    if (choices_.empty()) return;
    const auto count = static_cast<int>(choices_.size());
    active_ = active_ < 0 && by < 0 ? count - 1 : (active_ + by + count) % count;
    reveal_ = true;
}

bool ModelPicker::draw_choice(const Context& context, const session::ModelChoice& choice, bool active) const {
    const Theme& theme = context.theme;
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ListRow row = list_row(context, choice.id.c_str(), active);
    context.pen.write_cut(list, {Face::mono, context.scaled(13)}, row.from, row.line, row.width,
                          choice.usable ? theme.text : theme.muted, choice.id);
    context.pen.write_cut(list, {Face::regular, context.scaled(12), true},
                          ImVec2(row.from.x, row.from.y + row.line), row.line, row.width,
                          choice.usable ? theme.soft : theme.muted, facts_of(choice));
    return row.pressed;
}

std::optional<std::string> ModelPicker::draw(const Context& context, const mixture::Provider& provider,
                                             const std::string& empty_words) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(picker_id);
    const ImGuiIO& io = ImGui::GetIO();
    // As high as what there is to choose from, and never higher than a third of a desk's screen.
    const float rows = context.scaled(50) * static_cast<float>(choices_.size());
    const float height = std::min(context.scaled(330), context.scaled(108) + rows);
    const float below = field_.y + field_.height + 4;
    const float top = below + height <= io.DisplaySize.y ? below : std::max(8.0F, field_.y - height - 4);
    ImGui::SetNextWindowPos(ImVec2(field_.x, top));
    ImGui::SetNextWindowSize(ImVec2(field_.width, height));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(8, 8));
    std::optional<std::string> chosen;
    open_ = ImGui::BeginPopup(picker_id, ImGuiWindowFlags_NoNavInputs);
    if (open_) {
        chosen = draw_list(context, provider, empty_words, 0);
        if (chosen || key_pressed(KeyAct::cancel)) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return chosen;
}

std::optional<std::string> ModelPicker::draw_list(const Context& context, const mixture::Provider& provider,
                                                  const std::string& empty_words, float height) {
    std::optional<std::string> chosen;
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1);
    const bool entered =
        text_field("##search", "Search, or type a model's id", query_, ImGuiInputTextFlags_EnterReturnsTrue);
    search(context, provider);
    if (key_pressed(KeyAct::list_down, true)) step(1);
    if (key_pressed(KeyAct::list_up, true)) step(-1);
    if (entered && active_ >= 0) {
        chosen = choices_[static_cast<std::size_t>(active_)].id;
    } else if (entered && !query_.empty()) {
        chosen = query_;
    }
    considered_ = active_ >= 0 ? choices_[static_cast<std::size_t>(active_)].id : query_;
    ImGui::BeginChild("choices", ImVec2(0, height), ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
    for (std::size_t i = 0; i < choices_.size(); ++i) {
        const bool active = static_cast<int>(i) == active_;
        if (draw_choice(context, choices_[i], active)) chosen = choices_[i].id;
        if (ImGui::IsItemHovered()) considered_ = choices_[i].id;
        if (active && std::exchange(reveal_, false)) ImGui::SetScrollHereY();
    }
    std::string note;
    if (found_ > choices_.size()) {
        note = "and " + std::to_string(found_ - choices_.size()) + " more: type to narrow them down";
    } else if (choices_.empty()) {
        note = context.workspace.access().book().list_of(provider) == nullptr
                   ? empty_words
                   : "No model has these words. Enter takes them as an id all the same.";
    }
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    ImGui::TextWrapped("%s", note.c_str());
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGui::EndChild();
    return chosen;
}

}  // namespace moa::view
