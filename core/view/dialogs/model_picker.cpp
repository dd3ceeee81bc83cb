#include "view/dialogs/model_picker.hpp"

#include <algorithm>
#include <utility>

#include "screen/words.hpp"
#include "view/keys.hpp"
#include "view/widgets/list_row.hpp"
#include "view/widgets/text_field.hpp"

namespace moa::view {
namespace {

constexpr const char* picker_id = "model picker";

}  // namespace

void ModelPicker::open(const Rect& field) {
    field_ = field;
    opening_ = true;
    query_.clear();
    looked_for_.reset();
    found_ = {};
    active_ = -1;
}

void ModelPicker::look(const Context& context, const Search& search) {
    const std::uint64_t revision = context.workspace.revision();
    if (looked_for_ == query_ && revision == revision_) return;
    if (looked_for_ != query_) active_ = -1;
    looked_for_ = query_;
    revision_ = revision;
    found_ = search(query_);
    active_ = std::min(active_, static_cast<int>(found_.choices.size()) - 1);
}

void ModelPicker::step(int by) {
    if (found_.choices.empty()) return;
    const auto count = static_cast<int>(found_.choices.size());
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
                          choice.usable ? theme.soft : theme.muted, screen::choice_facts(choice));
    return row.pressed;
}

std::optional<std::string> ModelPicker::draw(const Context& context, const Search& search) {
    if (std::exchange(opening_, false)) ImGui::OpenPopup(picker_id);
    const ImGuiIO& io = ImGui::GetIO();
    // As high as what there is to choose from, and never higher than a third of a desktop screen.
    const float rows = context.scaled(50) * static_cast<float>(found_.choices.size());
    const float height = std::min(context.scaled(330), context.scaled(108) + rows);
    const float below = field_.y + field_.height + 4;
    const float top = below + height <= io.DisplaySize.y ? below : std::max(8.0F, field_.y - height - 4);
    ImGui::SetNextWindowPos(ImVec2(field_.x, top));
    ImGui::SetNextWindowSize(ImVec2(field_.width, height));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(8, 8));
    std::optional<std::string> chosen;
    open_ = ImGui::BeginPopup(picker_id, ImGuiWindowFlags_NoNavInputs);
    if (open_) {
        look(context, search);
        chosen = draw_list(context);
        if (chosen || key_pressed(Shortcut::cancel)) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
    return chosen;
}

std::optional<std::string> ModelPicker::draw_list(const Context& context) {
    std::optional<std::string> chosen;
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    ImGui::SetNextItemWidth(-1);
    const bool entered = text_field("##search", screen::words::search_models.data(), query_,
                                    ImGuiInputTextFlags_EnterReturnsTrue);
    if (key_pressed(Shortcut::list_down, true)) step(1);
    if (key_pressed(Shortcut::list_up, true)) step(-1);
    if (entered && active_ >= 0) {
        chosen = found_.choices[static_cast<std::size_t>(active_)].id;
    } else if (entered && !query_.empty()) {
        chosen = query_;
    }
    ImGui::BeginChild("choices", ImVec2(0, 0), ImGuiChildFlags_None, ImGuiWindowFlags_NoNav);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2(0, 2));
    for (std::size_t i = 0; i < found_.choices.size(); ++i) {
        const bool active = static_cast<int>(i) == active_;
        if (draw_choice(context, found_.choices[i], active)) chosen = found_.choices[i].id;
        if (active && std::exchange(reveal_, false)) ImGui::SetScrollHereY();
    }
    ImGui::PushStyleColor(ImGuiCol_Text, context.theme.muted);
    ImGui::TextWrapped("%s", found_.note.c_str());
    ImGui::PopStyleColor();
    ImGui::PopStyleVar();
    ImGui::EndChild();
    return chosen;
}

}  // namespace moa::view
