#include "view/markdown/selection_commands.hpp"

#include "screen/words.hpp"
#include "unicode/units.hpp"
#include "view/keys.hpp"
#include "view/markdown/range_text.hpp"
#include "view/text/words.hpp"

namespace moa::view {
namespace {

constexpr const char* menu_id = "text menu";

void select_all(TextSelection& selection, const LaidDocument& document) {
    const int count = document.block_count();
    if (count == 0) return;
    selection.begin({{0, 0, 0}, {0, 0, 0}});
    selection.extend({{count, 0, 0}, {count, 0, 0}});
}

void copy_plain(const TextSelection& selection, const LaidDocument& document) {
    ImGui::SetClipboardText(plain_text(document, selection.range()).c_str());
}

void copy_source(const TextSelection& selection, const LaidDocument& document, std::string_view source) {
    const std::string text(source_text(document, selection.range(), source));
    if (!text.empty()) ImGui::SetClipboardText(text.c_str());
}

/// Out of a formula that is drawn: it is selected as a whole.
TextPlace outside_formulas(const LaidDocument& document, TextPlace place, bool forward) {
    const LaidBlock* const laid = document.laid_block_at(place.block);
    const RichLines* const lines = laid == nullptr ? nullptr : laid->lines_of(place.cell);
    if (lines == nullptr) return place;
    const auto [begin, end] = lines->formula_with(place.offset);
    if (begin < place.offset && place.offset < end) place.offset = forward ? end : begin;
    return place;
}

/// One unit or word on; over the end of a part to the next one.
TextPlace moved(const LaidDocument& document, TextPlace from, bool forward, bool by_word) {
    const markdown::Block* block = document.block_at(from.block);
    if (block == nullptr) return from;
    const std::string_view text = from.cell < part_count(*block)
                                      ? std::string_view(part_of(*block, from.cell).text)
                                      : std::string_view();
    if (forward && from.offset < text.size()) {
        from.offset = by_word ? word_around(text, from.offset).second
                              : from.offset + unicode::unit_at(text.substr(from.offset)).size;
        return outside_formulas(document, from, forward);
    }
    if (!forward && from.offset > 0) {
        from.offset = by_word ? word_around(text, from.offset - 1).first
                              : static_cast<std::uint32_t>(unicode::whole_units(text, from.offset - 1));
        return outside_formulas(document, from, forward);
    }
    TextPlace next{from.block, from.cell + (forward ? 1 : -1), 0};
    while (next.cell < 0 || next.cell >= part_count(*block)) {
        next.block += forward ? 1 : -1;
        block = document.block_at(next.block);
        if (block == nullptr) return from;
        next.cell = forward ? 0 : part_count(*block) - 1;
    }
    if (!forward) next.offset = static_cast<std::uint32_t>(part_of(*block, next.cell).text.size());
    return next;
}

}  // namespace

void take_selection_keys(TextSelection& selection, const LaidDocument& document, std::string_view source) {
    if (key_pressed(Shortcut::select_all)) select_all(selection, document);
    if (selection.empty()) return;
    if (key_pressed(Shortcut::copy)) copy_plain(selection, document);
    if (key_pressed(Shortcut::copy_markdown)) copy_source(selection, document, source);
    for (const bool forward : {false, true}) {
        const Shortcut by_letter = forward ? Shortcut::extend_right : Shortcut::extend_left;
        const Shortcut by_word = forward ? Shortcut::extend_word_right : Shortcut::extend_word_left;
        const bool word = key_pressed(by_word, true);
        if (word || key_pressed(by_letter, true))
            selection.move_head(moved(document, selection.head(), forward, word));
    }
}

void open_selection_menu() {
    ImGui::OpenPopup(menu_id);
}

void draw_selection_menu(TextSelection& selection, const LaidDocument& document, std::string_view source) {
    // The panel around it has no padding of its own.
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(12, 10));
    const bool open = ImGui::BeginPopup(menu_id);
    ImGui::PopStyleVar();
    if (!open) return;
    const bool any = !selection.empty();
    if (ImGui::MenuItem("Copy", "Ctrl+C", false, any)) copy_plain(selection, document);
    if (ImGui::MenuItem(screen::words::copy_markdown.data(), "Ctrl+Shift+C", false, any))
        copy_source(selection, document, source);
    if (ImGui::MenuItem("Select all", "Ctrl+A")) select_all(selection, document);
    ImGui::EndPopup();
}

}  // namespace moa::view
