#include "tex/symbols.hpp"

namespace moa::tex {
namespace {

/// Names, each with "=" and what it stands for; a blank at both ends of each.
using NameTable = std::string_view;

struct SymbolGroup {
    Class spacing;
    Font font;
    NameTable names;
};

constexpr SymbolGroup symbol_groups[] = {
    {Class::ordinary, Font::italic,
     " alpha=α beta=β gamma=γ delta=δ epsilon=ϵ varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι "
     "kappa=κ lambda=λ mu=μ nu=ν xi=ξ pi=π rho=ρ varrho=ϱ sigma=σ varsigma=ς tau=τ upsilon=υ phi=ϕ "
     "varphi=φ chi=χ psi=ψ omega=ω "},
    {Class::ordinary, Font::upright,
     " Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω infty=∞ "
     "partial=∂ nabla=∇ hbar=ℏ ell=ℓ Re=ℜ Im=ℑ aleph=ℵ emptyset=∅ varnothing=∅ forall=∀ exists=∃ "
     "nexists=∄ neg=¬ lnot=¬ top=⊤ bot=⊥ angle=∠ triangle=△ square=□ Box=□ qed=■ diamond=⋄ star=⋆ "
     "prime=′ degree=° circ=∘ heartsuit=♡ checkmark=✓ dagger=† S=§ imath=ı jmath=ȷ %=% #=# &=& _=_ $=$ "
     "~=~ |=‖ Vert=‖ vert=| lVert=‖ rVert=‖ lvert=| rvert=| backslash=\\ /=/ .=. @=@ !=! ?=? \"=\" `=‘ "
     "R=ℝ N=ℕ Z=ℤ Q=ℚ C=ℂ surd=√ "},
    {Class::inner, Font::upright, " ldots=… dots=… cdots=⋯ dotsb=⋯ dotsc=… vdots=⋮ ddots=⋱ "},
    {Class::binary, Font::upright,
     " +=+ -=− pm=± mp=∓ times=× div=÷ cdot=· *=∗ ast=∗ cdotp=· oplus=⊕ ominus=⊖ otimes=⊗ oslash=⊘ "
     "odot=⊙ bullet=• cap=∩ cup=∪ vee=∨ lor=∨ wedge=∧ land=∧ setminus=∖ ltimes=⋉ rtimes=⋊ "},
    {Class::relation, Font::upright,
     " === <=< >=> :=: lt=< gt=> le=≤ leq=≤ leqslant=⩽ ge=≥ geq=≥ geqslant=⩾ ne=≠ neq=≠ equiv=≡ "
     "approx=≈ approxeq=≊ cong=≅ sim=∼ simeq=≃ propto=∝ ll=≪ gg=≫ asymp=≍ doteq=≐ coloneqq=≔ "
     "triangleq=≜ in=∈ notin=∉ ni=∋ subset=⊂ supset=⊃ subseteq=⊆ supseteq=⊇ subsetneq=⊊ supsetneq=⊋ "
     "nsubseteq=⊈ mid=∣ nmid=∤ parallel=∥ perp=⊥ vdash=⊢ dashv=⊣ models=⊨ vDash=⊨ prec=≺ succ=≻ "
     "preceq=⪯ succeq=⪰ lesssim=≲ gtrsim=≳ nleq=≰ ngeq=≱ to=→ rightarrow=→ gets=← leftarrow=← "
     "leftrightarrow=↔ Rightarrow=⇒ implies=⟹ Leftarrow=⇐ impliedby=⟸ Leftrightarrow=⇔ iff=⟺ mapsto=↦ "
     "longmapsto=⟼ longrightarrow=⟶ longleftarrow=⟵ longleftrightarrow=⟷ Longrightarrow=⟹ "
     "Longleftarrow=⟸ Longleftrightarrow=⟺ uparrow=↑ downarrow=↓ updownarrow=↕ Uparrow=⇑ Downarrow=⇓ "
     "nearrow=↗ searrow=↘ swarrow=↙ nwarrow=↖ hookrightarrow=↪ hookleftarrow=↩ rightleftharpoons=⇌ "
     "leadsto=⇝ therefore=∴ because=∵ "},
    {Class::opening, Font::upright, " (=( [=[ {={ lbrace={ lbrack=[ langle=⟨ lfloor=⌊ lceil=⌈ "},
    {Class::closing, Font::upright, " )=) ]=] }=} rbrace=} rbrack=] rangle=⟩ rfloor=⌋ rceil=⌉ "},
    {Class::punctuation, Font::upright, " ,=, ;=; colon=: "},
};

constexpr NameTable large_operators =
    " sum=∑ prod=∏ coprod=∐ int=∫ iint=∬ iiint=∭ oint=∮ bigcup=⋃ bigcap=⋂ bigvee=⋁ bigwedge=⋀ "
    "bigoplus=⨁ bigotimes=⨂ bigodot=⨀ bigsqcup=⨆ intop=∫ ";

constexpr NameTable functions =
    " sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan arg deg dim exp hom ker lg ln "
    "log Pr gcd det inf sup lim liminf limsup max min ";
constexpr NameTable limit_functions = " Pr gcd det inf sup lim liminf limsup max min ";

constexpr NameTable fences =
    " .=. (=( )=) [=[ ]=] {={ }=} |=| /=/ <=⟨ >=⟩ lbrace={ rbrace=} lbrack=[ rbrack=] langle=⟨ "
    "rangle=⟩ lfloor=⌊ rfloor=⌋ lceil=⌈ rceil=⌉ vert=| lvert=| rvert=| Vert=‖ lVert=‖ rVert=‖ mid=| ";

constexpr NameTable double_struck_letters =
    " A=𝔸 B=𝔹 C=ℂ D=𝔻 E=𝔼 F=𝔽 G=𝔾 H=ℍ I=𝕀 K=𝕂 L=𝕃 N=ℕ P=ℙ Q=ℚ R=ℝ S=𝕊 T=𝕋 Z=ℤ 1=𝟙 ";

/// Where `word` stands in the table between these two characters.
std::size_t place_of(NameTable table, std::string_view word, char before, char after) {
    for (std::size_t at = table.find(word, 1); at != NameTable::npos; at = table.find(word, at + 1)) {
        const std::size_t behind = at + word.size();
        if (table[at - 1] == before && behind < table.size() && table[behind] == after) return at;
    }
    return NameTable::npos;
}

bool has_value(NameTable table, std::string_view value) {
    return place_of(table, value, '=', ' ') != NameTable::npos;
}

bool has_name(NameTable names, std::string_view name) {
    return place_of(names, name, ' ', ' ') != NameTable::npos;
}

bool is_ascii_name(std::string_view name) {
    return static_cast<unsigned char>(name.front()) < 128;
}

}  // namespace

std::string_view table_value(std::string_view table, std::string_view name) {
    const std::size_t at = name.empty() ? NameTable::npos : place_of(table, name, ' ', '=');
    if (at == NameTable::npos) return {};
    const std::size_t begin = at + name.size() + 1;
    return table.substr(begin, table.find(' ', begin) - begin);
}

std::optional<Symbol> find_symbol(std::string_view name) {
    if (name.empty()) return std::nullopt;
    const bool by_name = is_ascii_name(name);
    for (const SymbolGroup& group : symbol_groups) {
        if (!by_name && has_value(group.names, name)) return Symbol{name, group.spacing, group.font};
        const std::string_view text = by_name ? table_value(group.names, name) : std::string_view();
        if (!text.empty()) return Symbol{text, group.spacing, group.font};
    }
    if (by_name) return std::nullopt;
    return Symbol{name, Class::ordinary, Font::upright};
}

std::string_view large_operator(std::string_view name) {
    if (name.empty()) return {};
    if (is_ascii_name(name)) return table_value(large_operators, name);
    return has_value(large_operators, name) ? name : std::string_view();
}

bool is_integral(std::string_view text) {
    return has_name(" ∫ ∬ ∭ ∮ ", text);
}

bool is_function(std::string_view name) {
    return has_name(functions, name);
}

bool has_limits(std::string_view function) {
    return has_name(limit_functions, function);
}

std::optional<std::string_view> find_fence(std::string_view name) {
    if (name == "\\|") return "‖";
    const std::string_view text = table_value(fences, name.starts_with('\\') ? name.substr(1) : name);
    if (!text.empty()) return text;
    if (!name.empty() && !is_ascii_name(name) && has_value(fences, name)) return name;
    return std::nullopt;
}

std::optional<int> room_of(std::string_view name) {
    // As distances in the alphabet from A.
    const std::string_view room =
        table_value(" ,=D :=E >=E ;=F space=G enspace=J quad=S qquad=e !=> ", name == " " ? "space" : name);
    if (room.empty()) return std::nullopt;
    return room.front() - 'A';
}

std::string_view double_struck(char letter) {
    return table_value(double_struck_letters, std::string_view(&letter, 1));
}

}  // namespace moa::tex
